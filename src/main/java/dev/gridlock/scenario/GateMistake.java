package dev.gridlock.scenario;

/** What is wrong with a gate, and at which place of its text. */
final class GateMistake extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String what;
    private final String found;
    private final String write;

    GateMistake(GateToken token, String what, String write) {
        this(token.offset(), what, token.found(), write);
    }

    /** @param offset in chars from 0 */
    GateMistake(int offset, String what, String found, String write) {
        super(what, null, false, false);
        this.offset = offset;
        this.what = what;
        this.found = found;
        this.write = write;
    }

    void addTo(Problems problems, String path, GateText gate) {
        problems.add(gate.at(offset), path + ": " + what, found, write);
    }
}
