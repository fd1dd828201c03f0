/** {@code run.json}: the run for programs. */
@NullMarked
package dev.gridlock.report.json;

import org.jspecify.annotations.NullMarked;
