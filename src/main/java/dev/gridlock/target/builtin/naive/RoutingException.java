package dev.gridlock.target.builtin.naive;

/** A bulk route assignment failed. Without a stack trace: tens of thousands are made in one bad call. */
final class RoutingException extends Exception {
    private static final long serialVersionUID = 1L;

    RoutingException(String message) {
        super(message, null, false, false);
    }
}
