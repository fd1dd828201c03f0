/** Pictures: one file each, listed in {@link dev.gridlock.report.chart.Charts}. */
@NullMarked
package dev.gridlock.report.chart;

import org.jspecify.annotations.NullMarked;
