/** Plain CSV files that survive a kill: what every stage streams while the load runs. */
@NullMarked
package dev.gridlock.segment;

import org.jspecify.annotations.NullMarked;
