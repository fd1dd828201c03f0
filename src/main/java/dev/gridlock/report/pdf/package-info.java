/** {@code leadership.pdf}: one A4 page for a board. */
@NullMarked
package dev.gridlock.report.pdf;

import org.jspecify.annotations.NullMarked;
