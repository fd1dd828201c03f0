package dev.gridlock.witness;

/**
 * Where a version of a row is.
 *
 * @param relation file of the table
 * @param block page within it, from 0
 * @param offset line pointer within that, from 1
 */
record RowVersion(long relation, long block, int offset) {}
