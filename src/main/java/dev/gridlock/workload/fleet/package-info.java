/** Stage 3: the schema and the seeded trucks, routes and road segments. */
@NullMarked
package dev.gridlock.workload.fleet;

import org.jspecify.annotations.NullMarked;
