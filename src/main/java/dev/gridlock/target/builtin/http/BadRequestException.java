package dev.gridlock.target.builtin.http;

/** The body is not an assignment request; the message says what is wrong and where. */
final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message, null, false, false);
    }
}
