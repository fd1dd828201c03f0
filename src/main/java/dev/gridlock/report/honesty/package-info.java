/** How good the measurement itself was, and what it cannot tell. */
@NullMarked
package dev.gridlock.report.honesty;

import org.jspecify.annotations.NullMarked;
