/** {@code ./gridlock serve}: the past runs and the one that goes on, on a local page that nobody can write to. */
@NullMarked
package dev.gridlock.serve;

import org.jspecify.annotations.NullMarked;
