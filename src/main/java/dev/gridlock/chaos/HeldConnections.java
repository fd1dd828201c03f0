package dev.gridlock.chaos;

import dev.gridlock.process.MachineException;
import dev.gridlock.stack.DatabaseAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connections that are answered once and then kept, to see what becomes of them. */
final class HeldConnections implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2_000;

    private final List<Socket> sockets = new ArrayList<>();
    private final long began = System.nanoTime();

    private HeldConnections() {}

    /**
     * Opens them.
     *
     * @param patience how long an answer is waited for, now and in {@link #endings}
     * @throws MachineException when one is not answered
     */
    static HeldConnections open(DatabaseAddress address, int connections, Duration patience) throws MachineException {
        HeldConnections held = new HeldConnections();
        try {
            for (int n = 0; n < connections; n++) {
                Socket socket = new Socket();
                held.sockets.add(socket);
                socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
                socket.setSoTimeout((int) patience.toMillis());
                socket.getOutputStream().write(RoundTrip.sslRequest());
                if (socket.getInputStream().read() < 0) {
                    throw new IOException("closed without an answer");
                }
            }
            return held;
        } catch (IOException e) {
            held.close();
            throw new MachineException("a connection to hold was not answered: " + e.getMessage(), e);
        }
    }

    /** What has become of each. */
    Trials endings() {
        return new Trials(sockets.stream().map(this::ending).toList());
    }

    private Trial ending(Socket socket) {
        try {
            int more = socket.getInputStream().read();
            return trial(more < 0 ? Trial.Ending.CLOSED : Trial.Ending.ANSWERED);
        } catch (SocketTimeoutException e) {
            return trial(Trial.Ending.SILENT);
        } catch (SocketException e) {
            return trial(Trial.Ending.RESET);
        } catch (IOException e) {
            return trial(Trial.Ending.REFUSED);
        }
    }

    private Trial trial(Trial.Ending ending) {
        return new Trial(ending, Duration.ofNanos(System.nanoTime() - began), 0, "");
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }
}
