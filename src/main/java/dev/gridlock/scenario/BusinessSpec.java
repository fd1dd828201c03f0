package dev.gridlock.scenario;

/** Prices for the report: ISO currency code, cost of one minute of outage, cost of one wrong route. */
public record BusinessSpec(String currency, double outageMinute, double wrongRoute) {}
