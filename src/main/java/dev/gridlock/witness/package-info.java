/**
 * What a database did, by its own write-ahead log, without anybody's help: which transaction locked which rows, in which order,
 * and what of that can deadlock though it did not.
 */
@NullMarked
package dev.gridlock.witness;

import org.jspecify.annotations.NullMarked;
