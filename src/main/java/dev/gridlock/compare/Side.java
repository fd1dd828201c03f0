package dev.gridlock.compare;

import dev.gridlock.baseline.Baseline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One side of a comparison.
 *
 * @param name as it was written on the command line
 * @param figures of its rounds
 * @param target the one that was named, {@code PATH#target}; empty: all
 * @param set the file of its rounds, if they are a set: its targets ran interleaved
 * @param turns of each of its rounds, in their order: what ran in the same turn of two sides, ran side by side; empty where
 *     they did not run in turn with another side
 * @param notes what a reader must know, such as rounds that were left out
 */
public record Side(
        String name,
        Baseline figures,
        Optional<String> target,
        Optional<Path> set,
        List<String> turns,
        List<String> notes) {

    public Side {
        turns = List.copyOf(turns);
        notes = List.copyOf(notes);
        if (!turns.isEmpty() && turns.size() != figures.rounds().size()) {
            throw new IllegalArgumentException(
                    figures.rounds().size() + " rounds in " + turns.size() + " turns: expected as many");
        }
    }

    /** Of rounds that did not run in turn with another side's. */
    Side(String name, Baseline figures, Optional<String> target, Optional<Path> set, List<String> notes) {
        this(name, figures, target, set, List.of(), notes);
    }

    /**
     * Only the rounds that ran side by side with one of another side, in the order of their turns; the same where none did.
     */
    Side inTurnWith(Side other) {
        List<Integer> kept = IntStream.range(0, turns.size())
                .filter(round -> other.turns().contains(turns.get(round)))
                .boxed()
                .sorted(Comparator.comparing(turns::get))
                .toList();
        if (kept.isEmpty()) {
            return this;
        }
        List<String> told = new ArrayList<>(notes);
        if (kept.size() < turns.size()) {
            told.add("only the " + kept.size() + " of " + turns.size()
                    + " rounds whose other half can be compared are, so that they are pairs");
        }
        return new Side(
                name,
                figures.withRounds(kept.stream().map(figures.rounds()::get).toList()),
                target,
                set,
                kept.stream().map(turns::get).toList(),
                told);
    }

    /** Whether its rounds ran side by side with those of another side, round by round. */
    boolean runsBeside(Side other) {
        boolean oneSet = set.isPresent() && set.equals(other.set());
        return oneSet || (!turns.isEmpty() && turns.equals(other.turns()));
    }
}
