/**
 * Deadlock forensics: the server's DETAIL read into cycles, cycles grouped by shape, the trucks and rows behind them, and
 * a script that makes the same cycle again.
 */
@NullMarked
package dev.gridlock.report.deadlock;

import org.jspecify.annotations.NullMarked;
