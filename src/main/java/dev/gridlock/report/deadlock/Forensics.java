package dev.gridlock.report.deadlock;

import java.util.List;

/**
 * The deadlocks of a target.
 *
 * @param shapes the most frequent ones
 * @param moreShapes how many shapes are not in {@code shapes}
 * @param moreCycles how many cycles those have
 */
public record Forensics(
        String target, Witnesses witnesses, int cycles, List<Shape> shapes, int moreShapes, int moreCycles) {

    public Forensics {
        shapes = List.copyOf(shapes);
    }
}
