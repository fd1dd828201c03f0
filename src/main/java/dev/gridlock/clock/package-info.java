/** The one clock of a run, shared by its three JVMs. */
@NullMarked
package dev.gridlock.clock;

import org.jspecify.annotations.NullMarked;
