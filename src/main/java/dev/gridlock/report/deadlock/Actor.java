package dev.gridlock.report.deadlock;

import java.util.Optional;

/**
 * A process of a cycle, and what is known of the truck behind it.
 *
 * @param letter its name in the drawing and the script
 * @param holds the segment that its transaction has written and the process before it waits for; empty: not known, or it
 *     holds no row of the cycle and only stands in a queue
 * @param wants the segment that it waits for; empty: not known
 */
public record Actor(
        char letter,
        Wait edge,
        boolean victim,
        Optional<TruckUpdate> truck,
        Optional<Long> holds,
        Optional<Long> wants) {}
