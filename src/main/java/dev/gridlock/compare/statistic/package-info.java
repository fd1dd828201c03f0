/** The statistics of a comparison: no clock, no file, no randomness but a fixed seed. */
@NullMarked
package dev.gridlock.compare.statistic;

import org.jspecify.annotations.NullMarked;
