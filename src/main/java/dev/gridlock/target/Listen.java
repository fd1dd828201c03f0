package dev.gridlock.target;

/**
 * Where a service answers.
 *
 * @param host address of an interface, {@code 0.0.0.0} for all
 * @param port 0 for a free one
 */
public record Listen(String host, int port) {

    /** Where only this machine reaches it, on a port that is free. */
    static final Listen LOOPBACK = new Listen("127.0.0.1", 0);

    private static final int MOST = 65_535;

    /**
     * Reads {@code HOST:PORT}.
     *
     * @throws IllegalArgumentException when it is no such thing
     */
    public static Listen parse(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > MOST) {
            throw new IllegalArgumentException("expected HOST:PORT, e.g. 0.0.0.0:8080, found \"" + text + "\"");
        }
        return new Listen(text.substring(0, colon), Integer.parseInt(port));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
