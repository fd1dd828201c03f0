/** The application's connection pool, with every wait measured, and what a failed statement leaves open. */
@NullMarked
package dev.gridlock.target.builtin.pool;

import org.jspecify.annotations.NullMarked;
