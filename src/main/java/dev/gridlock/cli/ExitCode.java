package dev.gridlock.cli;

/** What every command returns to the shell; documented in docs/exit-codes.md and in {@code --help}. */
public enum ExitCode {
    PASS(0, "every gate passed"),
    GATE_FAILED(1, "a gate failed"),
    USAGE(2, "wrong usage, or a mistake in the scenario or stack file; nothing was started"),
    MACHINE(3, "the stack or the machine could not do it; what was recorded is kept"),
    INCONCLUSIVE(4, "the run did not measure enough to say"),
    INTERRUPTED(130, "interrupted; all children ended, what was recorded is kept");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
