/** Stage 8: every acknowledgement against the rows. */
@NullMarked
package dev.gridlock.audit;

import org.jspecify.annotations.NullMarked;
