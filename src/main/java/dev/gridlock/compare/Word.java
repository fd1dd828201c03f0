package dev.gridlock.compare;

import java.util.Locale;

/** What a comparison says of one metric. */
public enum Word {
    BETTER,
    SAME,
    INCONCLUSIVE,
    WORSE;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
