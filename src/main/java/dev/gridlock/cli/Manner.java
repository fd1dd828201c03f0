package dev.gridlock.cli;

import java.util.Optional;

/**
 * How a run is made: alone, or as one of several rounds.
 *
 * @param backwards the targets in the reverse order: ABBA over two rounds, so that a machine that gets slower or faster
 *     meanwhile weighs on all targets alike
 * @param wholeReport with pages, pictures and Gatling's own report even when it passes; else the figures only
 * @param turn the same for two runs that were made in turn, of two builds; empty: there is no other
 */
record Manner(boolean backwards, boolean wholeReport, Optional<String> turn) {

    static final Manner ALONE = new Manner(false, true, Optional.empty());

    /** The manner of a round, from 1: the last one is drawn whole. */
    static Manner ofRound(int round, int rounds) {
        return new Manner(round % 2 == 0, round == rounds, Optional.empty());
    }

    /**
     * The manner of one of two runs of a round. The second one has the targets in the reverse order, and with the builds
     * exchanged in every other round each round is the one before it from its end.
     *
     * @param turn names the round
     */
    static Manner inTurn(String turn, boolean second, boolean last) {
        return new Manner(second, last, Optional.of(turn));
    }
}
