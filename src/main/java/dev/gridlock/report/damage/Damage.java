package dev.gridlock.report.damage;

import java.util.List;

/** Examples of a target's damage; the totals are the metrics. */
public record Damage(String target, List<LostTruck> lost, List<BrokenTruck> torn, List<BrokenTruck> late) {

    public boolean isEmpty() {
        return lost.isEmpty() && torn.isEmpty() && late.isEmpty();
    }

    /**
     * A truck that was acknowledged and whose increments are gone.
     *
     * @param acknowledged when the service said so, seconds since the target's first request
     * @param told what the caller was told of its call, and when
     * @param detail the audit's words
     */
    public record LostTruck(
            int truck, String call, String acknowledged, String told, String detail, List<LostIncrement> increments) {}

    /**
     * One increment that was overwritten.
     *
     * @param read and written loads; by whom it was overwritten, what that one had read and wrote, and when
     * @param holds what the segment's row holds at the end
     */
    public record LostIncrement(
            long segment,
            String read,
            String written,
            String at,
            String by,
            String byRead,
            String byWrote,
            String byAt,
            String holds) {

        /** Why the later write does not hold the earlier one. */
        public String why() {
            if (!read.matches("\\d+") || !byRead.matches("\\d+")) {
                return "not known";
            }
            long mine = Long.parseLong(read);
            long other = Long.parseLong(byRead);
            return other == mine
                    ? "both had read the same load"
                    : other < mine ? "it had read an older load" : "it built on another truck's write of the same load";
        }
    }

    /**
     * A truck of which one half is there, or which was written too late.
     *
     * @param told what the caller was told of its call, and when
     * @param journal what the service says it did
     * @param holds what the database holds
     */
    public record BrokenTruck(int truck, String call, String told, String journal, String holds, String detail) {}
}
