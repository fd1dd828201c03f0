package dev.gridlock.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * What is sampled while the load runs.
 *
 * @param samples time between two samples; empty ({@code off} in the file): no samplers at all, to measure their cost
 */
public record RecordingSpec(Optional<Duration> samples) {}
