package dev.gridlock.witness;

/**
 * A row, whatever its versions.
 *
 * @param relation file of its table, {@code pg_relation_filenode}
 * @param number counted by the witness, from 1
 */
public record Row(long relation, long number) {}
