package dev.gridlock.stack;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Not an engine but its protocol: the same answer to each connection, as an old engine would say its version. */
public final class SaidVersion implements AutoCloseable {

    private final ServerSocketChannel listener;

    private SaidVersion(ServerSocketChannel listener) {
        this.listener = listener;
    }

    /** Answers at a socket until it is closed. */
    public static SaidVersion at(Path socket, String json) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        byte[] answer = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                        + "\r\nConnection: close\r\n\r\n" + json)
                .getBytes(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    try (SocketChannel client = listener.accept()) {
                        client.read(ByteBuffer.allocate(4_096));
                        client.write(ByteBuffer.wrap(answer));
                    }
                }
            } catch (IOException e) {
                // closed by the test
            }
        });
        return new SaidVersion(listener);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
