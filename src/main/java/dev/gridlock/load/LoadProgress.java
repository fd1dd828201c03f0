package dev.gridlock.load;

/**
 * How far a running load is.
 *
 * @param planned calls of the plan
 * @param ended calls that are over: answered, failed or timed out
 * @param plannedTrucks trucks of the plan
 * @param answeredTrucks trucks of calls that got an HTTP answer, of whatever status
 */
public record LoadProgress(int planned, int ended, int plannedTrucks, int answeredTrucks) {}
