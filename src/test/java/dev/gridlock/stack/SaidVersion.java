package dev.gridlock.stack;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Not an engine but its protocol: the same answer to each connection, as an old engine would say its version. */
public final class SaidVersion implements AutoCloseable {

    private final ServerSocketChannel listener;

    private final List<SocketChannel> unanswered;

    private SaidVersion(ServerSocketChannel listener, List<SocketChannel> unanswered) {
        this.listener = listener;
        this.unanswered = unanswered;
    }

    /** Answers at a socket until it is closed. */
    public static SaidVersion at(Path socket, String json) throws IOException {
        return at(socket, json, 0);
    }

    /** The same, but the first connection gets no answer. */
    static SaidVersion afterASilentConnection(Path socket, String json) throws IOException {
        return at(socket, json, 1);
    }

    private static SaidVersion at(Path socket, String json, int silent) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        byte[] answer = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                        + "\r\nConnection: close\r\n\r\n" + json)
                .getBytes(StandardCharsets.UTF_8);
        List<SocketChannel> unanswered = new CopyOnWriteArrayList<>();
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < silent; i++) {
                    unanswered.add(listener.accept());
                }
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
        return new SaidVersion(listener, unanswered);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SocketChannel client : unanswered) {
            client.close();
        }
    }
}
