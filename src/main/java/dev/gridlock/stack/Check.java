package dev.gridlock.stack;

/**
 * One thing that a stack needs of this machine.
 *
 * @param name e.g. {@code PgBouncer}
 * @param found what is here, or what is wrong with it
 * @param howToGet what to do about it; empty when there is nothing to do
 */
public record Check(String name, Status status, String found, String howToGet) {

    /** Whether a run can be started. */
    public enum Status {
        /** Here. */
        OK,
        /** A run cannot start without it. */
        MISSING,
        /** A run starts, and something about it is slower, smaller or less safe. */
        WARNING
    }

    static Check ok(String name, String found) {
        return new Check(name, Status.OK, found, "");
    }

    static Check missing(String name, String found, String howToGet) {
        return new Check(name, Status.MISSING, found, howToGet);
    }

    static Check warning(String name, String found, String howToGet) {
        return new Check(name, Status.WARNING, found, howToGet);
    }
}
