/** Stage after the verdict: two sides of rounds, metric by metric: better, worse, same or inconclusive. */
@NullMarked
package dev.gridlock.compare;

import org.jspecify.annotations.NullMarked;
