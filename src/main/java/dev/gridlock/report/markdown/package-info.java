/** {@code summary.md}: the run for a pull request. */
@NullMarked
package dev.gridlock.report.markdown;

import org.jspecify.annotations.NullMarked;
