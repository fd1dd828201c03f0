package dev.gridlock.serve.runs;

/** Where a run stands, as far as its folder says. */
public enum RunState {
    GOING_ON("going on", "live"),
    PASS("pass", "pass"),
    FAIL("fail", "fail"),
    INCONCLUSIVE("inconclusive", "inconclusive"),
    INTERRUPTED("interrupted", "unsure"),
    MACHINE("stack failed", "unsure"),
    BROKEN_OFF("broken off", "unsure"),
    DAMAGED("damaged", "bad"),
    OTHER_VERSION("other version", "unsure");

    private final String word;
    private final String tone;

    RunState(String word, String tone) {
        this.word = word;
        this.tone = tone;
    }

    /** For a person. */
    public String word() {
        return word;
    }

    /** The style's class for it. */
    public String tone() {
        return tone;
    }
}
