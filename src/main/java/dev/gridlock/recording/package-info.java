/** Stage 7: run.duckdb, everything the run saw, and the metrics as views over it. */
@NullMarked
package dev.gridlock.recording;

import org.jspecify.annotations.NullMarked;
