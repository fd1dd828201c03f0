/** What the service knew: one record an operation, streamed to disk off the request path. */
@NullMarked
package dev.gridlock.target.builtin.journal;

import org.jspecify.annotations.NullMarked;
