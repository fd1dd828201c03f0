package dev.gridlock.scenario;

/** A value that cannot be what its key wants; the message continues the key's path: {@code is not a count}. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String what) {
        super(what, null, false, false);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
