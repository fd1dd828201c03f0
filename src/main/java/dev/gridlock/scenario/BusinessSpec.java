package dev.gridlock.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * Prices for the report, in one currency. They are given, never measured.
 *
 * @param currency ISO 4217 code
 * @param outageMinute cost of one minute of outage
 * @param wrongRoute cost of one truck on a wrong route
 * @param outage how long the outage to be priced lasted; empty: only what the run itself measured is priced
 * @param infrastructure what the database costs a month; empty: it is not mentioned
 */
public record BusinessSpec(
        String currency,
        double outageMinute,
        double wrongRoute,
        Optional<Duration> outage,
        Optional<Double> infrastructure) {}
