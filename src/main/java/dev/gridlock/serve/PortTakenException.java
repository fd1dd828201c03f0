package dev.gridlock.serve;

/** Somebody else listens on the port. */
public final class PortTakenException extends Exception {

    private static final long serialVersionUID = 1L;

    PortTakenException(int port, Throwable cause) {
        super("port " + port + " of 127.0.0.1 is taken; give another with --port, or --port 0 for a free one", cause);
    }
}
