/** Stage 6: the timeline of faults, each proven from outside. */
@NullMarked
package dev.gridlock.chaos;

import org.jspecify.annotations.NullMarked;
