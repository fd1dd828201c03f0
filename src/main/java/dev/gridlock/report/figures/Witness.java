package dev.gridlock.report.figures;

/** Who can tell what a target did. */
public enum Witness {
    ANSWERS("answers", "true"),
    ROWS("rows before and after", "EXISTS (FROM final_trucks WHERE target = $1)"),
    JOURNAL("journal", "EXISTS (FROM operations WHERE target = $1)"),
    LOG_OF_CHANGES("log of changes", "EXISTS (FROM events WHERE target = $1 AND source = 'changes' AND kind = 'read')"),
    ROW_LOCKS("row locks in the log", "EXISTS (FROM lock_orders WHERE target = $1)");

    private final String text;
    private final String condition;

    Witness(String text, String condition) {
        this.text = text;
        this.condition = condition;
    }

    /** As people call it. */
    public String text() {
        return text;
    }

    /** Whether a recording has something of it, in SQL; {@code $1} is the target. */
    String condition() {
        return condition;
    }
}
