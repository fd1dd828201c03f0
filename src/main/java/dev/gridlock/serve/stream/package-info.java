/** Server-sent events: the list has changed, a run goes on. */
@NullMarked
package dev.gridlock.serve.stream;

import org.jspecify.annotations.NullMarked;
