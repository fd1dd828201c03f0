package dev.gridlock.compare;

import dev.gridlock.baseline.Baseline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One side of a comparison.
 *
 * @param name as it was written on the command line
 * @param figures of its rounds
 * @param target the one that was named, {@code PATH#target}; empty: all
 * @param set the file of its rounds, if they are a set: its targets ran interleaved
 * @param notes what a reader must know, such as rounds that were left out
 */
public record Side(String name, Baseline figures, Optional<String> target, Optional<Path> set, List<String> notes) {

    public Side {
        notes = List.copyOf(notes);
    }
}
