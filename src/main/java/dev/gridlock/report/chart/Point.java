package dev.gridlock.report.chart;

/**
 * A point of a line.
 *
 * @param x seconds, or what the chart says
 * @param y in the unit that the chart says
 */
record Point(double x, double y) {}
