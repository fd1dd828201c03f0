/** The table that a run ends with. */
@NullMarked
package dev.gridlock.report.terminal;

import org.jspecify.annotations.NullMarked;
