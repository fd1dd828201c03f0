package dev.gridlock.verdict;

/**
 * The three values of a verdict.
 *
 * <p>Their order is their rank: what was seen to be wrong stays wrong whatever else is in doubt, and a doubt is never a
 * pass.
 */
public enum Status {
    PASS,
    INCONCLUSIVE,
    FAIL;

    /** The one way in which two results become one: the higher rank. */
    public Status merge(Status other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
