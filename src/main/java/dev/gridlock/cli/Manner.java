package dev.gridlock.cli;

/**
 * How a run is made: alone, or as one of several rounds.
 *
 * @param backwards the targets in the reverse order: ABBA over two rounds, so that a machine that gets slower or faster
 *     meanwhile weighs on all targets alike
 * @param wholeReport with pages, pictures and Gatling's own report even when it passes; else the figures only
 */
record Manner(boolean backwards, boolean wholeReport) {

    static final Manner ALONE = new Manner(false, true);

    /** The manner of a round, from 1: the last one is drawn whole. */
    static Manner ofRound(int round, int rounds) {
        return new Manner(round % 2 == 0, round == rounds);
    }
}
