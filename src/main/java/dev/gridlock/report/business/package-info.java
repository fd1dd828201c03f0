/** A run for who decides about it: what it was worth, what to do, how sure that is. Words and arithmetic, no layout. */
@NullMarked
package dev.gridlock.report.business;

import org.jspecify.annotations.NullMarked;
