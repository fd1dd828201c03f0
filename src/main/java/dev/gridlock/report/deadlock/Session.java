package dev.gridlock.report.deadlock;

/**
 * One session of a reproduction.
 *
 * @param sql plain SQL, no commands of psql's own
 */
public record Session(char letter, String sql) {}
