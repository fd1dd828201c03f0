/** The implementation of the outage: everything at once, each statement on its own. */
@NullMarked
package dev.gridlock.target.builtin.naive;

import org.jspecify.annotations.NullMarked;
