/** What a caller asks of a target and what it answers; the same for every target. */
@NullMarked
package dev.gridlock.target.builtin.contract;

import org.jspecify.annotations.NullMarked;
