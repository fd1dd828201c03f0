package dev.gridlock.verdict;

/** How a run ended. */
public enum Status {
    PASS,
    FAIL,
    INCONCLUSIVE
}
