/** Stage 1: a scenario file, parsed and validated into immutable records. */
@NullMarked
package dev.gridlock.scenario;

import org.jspecify.annotations.NullMarked;
