/** The implementation of the outage: everything at once, each statement on its own. */
@NullMarked
package dev.gridlock.service.naive;

import org.jspecify.annotations.NullMarked;
