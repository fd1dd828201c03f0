/** Stage 9: pass, fail or inconclusive, with reasons. */
@NullMarked
package dev.gridlock.verdict;

import org.jspecify.annotations.NullMarked;
