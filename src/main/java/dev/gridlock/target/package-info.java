/** Stage 4: what is under test: a command of the user's, or one of the two services in {@code builtin}, in a JVM of their own. */
@NullMarked
package dev.gridlock.target;

import org.jspecify.annotations.NullMarked;
