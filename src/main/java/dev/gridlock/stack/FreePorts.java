package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * Ports for servers that cannot choose their own.
 *
 * <p>Between our choosing and the server's binding another process may take the port; so the start is tried again with
 * another one when the server says so.
 *
 * @param choose gives the next port to try
 */
public record FreePorts(IntSupplier choose) {

    private static final int ATTEMPTS = 10;

    /** Of its loopback interface. */
    public static FreePorts ofThisMachine() {
        return new FreePorts(() -> {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new IllegalStateException("no free port on the loopback interface", e);
            }
        });
    }

    /** Starts a server on a port. */
    @FunctionalInterface
    public interface Starter<T> {

        /** Starts it on that port. */
        T on(int port) throws MachineException, InterruptedException;
    }

    /**
     * Starts a server on a port that was free.
     *
     * @throws MachineException the server's own, when it failed for another reason or on every port
     */
    public <T> T start(Starter<T> starter) throws MachineException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return starter.on(choose.getAsInt());
            } catch (MachineException e) {
                if (attempt == ATTEMPTS || !saysThatThePortWasTaken(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean saysThatThePortWasTaken(MachineException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        // the kernel's words, and those of a container engine that has given it to another container
        return message.contains("address already in use") || message.contains("port is already allocated");
    }
}
