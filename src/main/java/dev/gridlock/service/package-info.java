/** Stage 4: the services under test, in a JVM of their own. */
@NullMarked
package dev.gridlock.service;

import org.jspecify.annotations.NullMarked;
