package dev.gridlock.stack;

import java.util.Objects;

/** What an exception of a library comes down to. */
final class Causes {

    private static final int DEEPEST = 20;

    private Causes() {}

    /** The message of the first cause, or its class where it says nothing. */
    static String deepest(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
            cause = Objects.requireNonNull(cause.getCause());
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message.strip();
    }
}
