/** Stage 2: PostgreSQL, PgBouncer and Toxiproxy as real processes. */
@NullMarked
package dev.gridlock.stack;

import org.jspecify.annotations.NullMarked;
