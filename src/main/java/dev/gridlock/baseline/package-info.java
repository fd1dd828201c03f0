/** Stage between the audit and the verdict: what rounds of a scenario measured, and the file that keeps it. */
@NullMarked
package dev.gridlock.baseline;

import org.jspecify.annotations.NullMarked;
