package dev.gridlock.verdict;

import java.util.Optional;

/**
 * A part of a run.
 *
 * @param fromNs since the run began
 * @param toNs the same, exclusive
 * @param doubt why what was seen in it is not all that could have been
 */
record Span(long fromNs, long toNs, Optional<String> doubt) {}
