/** What the service knew: one record an operation, streamed to disk off the request path. */
@NullMarked
package dev.gridlock.service.journal;

import org.jspecify.annotations.NullMarked;
