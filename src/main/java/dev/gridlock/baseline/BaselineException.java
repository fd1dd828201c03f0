package dev.gridlock.baseline;

/**
 * A baseline that cannot be used (exit code 2): {@code file:line:column: what is wrong; found …; what to do}, with the
 * file alone where it cannot be read at all.
 */
public final class BaselineException extends Exception {
    private static final long serialVersionUID = 1L;

    public BaselineException(String problem) {
        super(problem);
    }
}
