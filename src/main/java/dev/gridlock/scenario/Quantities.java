package dev.gridlock.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** The quantities with a dimension: durations, sizes, rates, bandwidths. Each needs its unit. */
final class Quantities {

    private static final long NANOS_A_MILLI = 1_000_000;

    private Quantities() {}

    /** Whole milliseconds: neither PostgreSQL, Toxiproxy nor HikariCP can do with less. */
    static Quantity<Duration> duration(String least, String most, String example) {
        return new Quantity<>(
                "a duration (" + Units.DURATION.names() + ") of whole ms from " + least + " to " + most,
                example,
                text -> {
                    BigDecimal nanos = Units.DURATION.read(text);
                    requireWithin(nanos, Units.DURATION.read(least), Units.DURATION.read(most));
                    return Duration.ofNanos(wholeSteps(nanos, NANOS_A_MILLI, "ms"));
                },
                Quantities::written);
    }

    /**
     * In bytes.
     *
     * @param step the value is a multiple of it
     */
    static Quantity<Long> size(String least, String most, String step, String example) {
        return new Quantity<>(
                "a size (" + Units.SIZE.names() + ") in steps of " + step + " from " + least + " to " + most,
                example,
                text -> {
                    BigDecimal bytes = Units.SIZE.read(text);
                    requireWithin(bytes, Units.SIZE.read(least), Units.SIZE.read(most));
                    return wholeSteps(bytes, Units.SIZE.read(step).longValueExact(), step);
                },
                Quantities::writtenSize);
    }

    /** Per second. */
    static Quantity<Double> rate(long most, String example) {
        return new Quantity<>(
                "a rate from 0/s to " + Amount.grouped(most) + "/s",
                example,
                text -> {
                    Amount amount = Amount.required(text, "a rate");
                    if (!amount.unit().equals("/s")) {
                        throw new Malformed(amount.unit().isEmpty() ? "has no unit" : "is not a rate a second");
                    }
                    requireWithin(amount.number(), BigDecimal.ZERO, BigDecimal.valueOf(most));
                    return amount.number().doubleValue();
                },
                value -> Amount.plain(value) + "/s");
    }

    /** In KB/s. */
    static Quantity<Long> bandwidth(String least, String most, String example) {
        return new Quantity<>(
                "a bandwidth (" + Units.BANDWIDTH.names() + ") of whole KB/s from " + least + " to " + most,
                example,
                text -> {
                    BigDecimal kilobytes = Units.BANDWIDTH.read(text);
                    requireWithin(kilobytes, Units.BANDWIDTH.read(least), Units.BANDWIDTH.read(most));
                    return wholeSteps(kilobytes, 1, "KB/s");
                },
                value -> Amount.grouped(value) + "KB/s");
    }

    static void requireWithin(BigDecimal value, BigDecimal least, BigDecimal most) throws Malformed {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new Malformed("is out of range");
        }
    }

    private static long wholeSteps(BigDecimal value, long step, String name) throws Malformed {
        BigDecimal steps = value.divide(BigDecimal.valueOf(step), 20, RoundingMode.HALF_UP);
        if (steps.stripTrailingZeros().scale() > 0) {
            throw new Malformed(
                    name.startsWith("1") || name.startsWith("8")
                            ? "is not a multiple of " + name
                            : "is not whole " + name);
        }
        return value.longValueExact();
    }

    private static String written(Duration duration) {
        return duration.equals(Duration.ofSeconds(duration.toSeconds()))
                ? Amount.grouped(duration.toSeconds()) + "s"
                : Amount.grouped(duration.toMillis()) + "ms";
    }

    private static String writtenSize(long bytes) {
        for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
            long factor =
                    Units.SIZE.factors().getOrDefault(unit, BigDecimal.ONE).longValueExact();
            if (bytes % factor == 0) {
                return bytes / factor + unit;
            }
        }
        return bytes + "B";
    }
}
