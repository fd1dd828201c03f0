/** The same work with limits on purpose: batches, ordered locks, deadlines, load shed. */
@NullMarked
package dev.gridlock.service.bounded;

import org.jspecify.annotations.NullMarked;
