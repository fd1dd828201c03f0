package dev.gridlock.scenario;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The units of one dimension.
 *
 * @param noun e.g. {@code a duration}
 * @param factors how much of the smallest unit each is, smallest first
 */
record Units(String noun, SequencedMap<String, BigDecimal> factors) {

    /** In nanoseconds. */
    static final Units DURATION = of(
            "a duration",
            List.of(
                    Map.entry("us", 1_000L),
                    Map.entry("ms", 1_000_000L),
                    Map.entry("s", 1_000_000_000L),
                    Map.entry("m", 60_000_000_000L),
                    Map.entry("h", 3_600_000_000_000L)));

    /** In bytes; KB, MB, GB are decimal, KiB, MiB, GiB binary. */
    static final Units SIZE = of(
            "a size",
            List.of(
                    Map.entry("B", 1L),
                    Map.entry("KB", 1_000L),
                    Map.entry("MB", 1_000_000L),
                    Map.entry("GB", 1_000_000_000L),
                    Map.entry("KiB", 1L << 10),
                    Map.entry("MiB", 1L << 20),
                    Map.entry("GiB", 1L << 30)));

    /** In kilobytes a second, Toxiproxy's unit. */
    static final Units BANDWIDTH = of("a bandwidth", List.of(Map.entry("KB/s", 1L), Map.entry("MB/s", 1_000L)));

    private static Units of(String noun, List<Map.Entry<String, Long>> factors) {
        SequencedMap<String, BigDecimal> ordered = new LinkedHashMap<>();
        factors.forEach(factor -> ordered.put(factor.getKey(), BigDecimal.valueOf(factor.getValue())));
        return new Units(noun, ordered);
    }

    /**
     * The amount in the smallest unit.
     *
     * @throws Malformed when it is no number, has no unit, or one of another dimension
     */
    BigDecimal read(String text) throws Malformed {
        Amount amount = Amount.required(text, noun);
        if (amount.unit().isEmpty()) {
            throw new Malformed("has no unit");
        }
        return in(amount);
    }

    /** @throws Malformed when the unit is of another dimension */
    BigDecimal in(Amount amount) throws Malformed {
        BigDecimal factor = factors.get(amount.unit());
        if (factor == null) {
            throw new Malformed("is not " + noun + ": its unit is " + amount.unit());
        }
        return amount.number().multiply(factor);
    }

    /** {@code us, ms, s, m, h}. */
    String names() {
        return String.join(", ", factors.keySet());
    }
}
