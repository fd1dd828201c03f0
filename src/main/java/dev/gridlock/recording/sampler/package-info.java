/** Samplers that watch the stack while the load runs, and its counters before and after. */
@NullMarked
package dev.gridlock.recording.sampler;

import org.jspecify.annotations.NullMarked;
