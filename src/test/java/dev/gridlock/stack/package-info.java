@NullMarked
package dev.gridlock.stack;

import org.jspecify.annotations.NullMarked;
