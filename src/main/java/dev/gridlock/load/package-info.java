/** Stage 5: Gatling in a JVM of its own sends what the scenario plans. */
@NullMarked
package dev.gridlock.load;

import org.jspecify.annotations.NullMarked;
