package dev.gridlock.serve.http;

/** An answer other than the one asked for; its message is for the person who asked. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    public Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The same for everything that is not there, and for everything that is and must not be seen. */
    public static Refusal notFound() {
        return new Refusal(404, "there is no such thing in the reports folder");
    }

    /** HTTP status. */
    public int status() {
        return status;
    }
}
