package dev.gridlock.chaos;

/**
 * What a probe was expected to see and saw.
 *
 * @param ok whether that is what the phase is to show
 */
record Finding(String expected, String observed, boolean ok) {}
