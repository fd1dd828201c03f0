package dev.gridlock.report.deadlock;

import java.util.List;

/**
 * The update of a truck's segments, by the service's journal.
 *
 * @param route segment ids in the order in which the statement locks them
 * @param values the loads that it was to write, in the same order
 * @param outcome {@code acknowledged}, {@code rejected} or {@code indeterminate}
 */
public record TruckUpdate(
        int truckId, String callId, List<Long> route, List<Long> values, long startedNs, long endedNs, String outcome) {

    /** The statement's parameters as PostgreSQL writes arrays, e.g. {@code {1,2}, {48,14}}. */
    public String parameters() {
        return braces(route) + ", " + braces(values);
    }

    boolean takes(long first, long second) {
        int at = route.indexOf(first);
        return at >= 0 && route.indexOf(second) > at;
    }

    private static String braces(List<Long> numbers) {
        return numbers.toString().replace(" ", "").replace('[', '{').replace(']', '}');
    }
}
