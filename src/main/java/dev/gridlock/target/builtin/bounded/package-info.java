/** The same work with limits on purpose: batches, ordered locks, deadlines, load shed. */
@NullMarked
package dev.gridlock.target.builtin.bounded;

import org.jspecify.annotations.NullMarked;
