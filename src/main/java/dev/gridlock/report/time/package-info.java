/** Where a truck's time went, by target, and how each part was obtained. */
@NullMarked
package dev.gridlock.report.time;

import org.jspecify.annotations.NullMarked;
