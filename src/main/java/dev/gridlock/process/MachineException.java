package dev.gridlock.process;

/**
 * The stack or the machine could not do it (exit code 3): a part is missing, died, or has no room.
 *
 * <p>The message carries the diagnosis: what was expected, what was found, where to look and what to do.
 */
public final class MachineException extends Exception {
    private static final long serialVersionUID = 1L;

    public MachineException(String message) {
        super(message);
    }

    public MachineException(String message, Throwable cause) {
        super(message, cause);
    }
}
