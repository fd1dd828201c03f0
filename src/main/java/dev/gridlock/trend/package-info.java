/** Stage after {@code serve}'s list of runs: where in the past a metric shifted. */
@NullMarked
package dev.gridlock.trend;

import org.jspecify.annotations.NullMarked;
