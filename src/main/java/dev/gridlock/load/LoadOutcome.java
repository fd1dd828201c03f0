package dev.gridlock.load;

/**
 * What became of a load; counts of calls.
 *
 * @param planned calls of the plan
 * @param sent calls that went out; always equal to planned, or {@link InjectorProcess#awaitEnd} throws
 * @param answered calls that got an HTTP answer, of whatever status; the others have no answer
 * @param loadStartedNs when the load started, nanoseconds of the run; intended times count from there
 */
public record LoadOutcome(int planned, int sent, int answered, long loadStartedNs) {}
