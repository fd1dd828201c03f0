package dev.gridlock.scenario;

import java.math.BigDecimal;

/** The quantities without a dimension: counts, seeds, shares, prices. */
final class Numbers {

    private Numbers() {}

    static Quantity<Integer> count(int least, int most, String example) {
        return new Quantity<>(
                "a count from " + Amount.grouped(least) + " to " + Amount.grouped(most),
                example,
                text -> whole(text, "a count", least, most).intValueExact(),
                value -> Amount.grouped(value));
    }

    /** Any 64-bit whole number. */
    static Quantity<Long> seed(String example) {
        return new Quantity<>(
                "a whole number from -2^63 to 2^63-1",
                example,
                text -> whole(text, "a whole number", Long.MIN_VALUE, Long.MAX_VALUE)
                        .longValueExact(),
                value -> Long.toString(value));
    }

    /** Read as 0.0 to 1.0; written {@code 50%} or {@code 0.5}. */
    static Quantity<Double> share(boolean aboveZero, String example) {
        return new Quantity<>(
                "a share " + (aboveZero ? "above" : "from") + " 0% " + (aboveZero ? "up " : "") + "to 100%",
                example,
                text -> {
                    Amount amount = Amount.required(text, "a share");
                    if (!amount.unit().isEmpty() && !amount.unit().equals("%")) {
                        throw new Malformed("is not a share: its unit is " + amount.unit());
                    }
                    BigDecimal share = amount.unit().isEmpty()
                            ? amount.number()
                            : amount.number().movePointLeft(2);
                    Quantities.requireWithin(share, BigDecimal.ZERO, BigDecimal.ONE);
                    if (aboveZero && share.signum() == 0) {
                        throw new Malformed("is out of range");
                    }
                    return share.doubleValue();
                },
                value -> new BigDecimal(Double.toString(value))
                                .movePointRight(2)
                                .stripTrailingZeros()
                                .toPlainString() + "%");
    }

    /** CPUs; fractions of one are shares of its time. */
    static Quantity<Double> cores(String example) {
        return new Quantity<>(
                "a number of CPUs from 0.01 to 1_024",
                example,
                text -> {
                    Amount amount = Amount.required(text, "a number of CPUs");
                    if (!amount.unit().isEmpty()) {
                        throw new Malformed("is not a number of CPUs: it has the unit " + amount.unit());
                    }
                    Quantities.requireWithin(amount.number(), new BigDecimal("0.01"), BigDecimal.valueOf(1_024));
                    return amount.number().doubleValue();
                },
                Amount::plain);
    }

    /** In the scenario's currency. */
    static Quantity<Double> price(String example) {
        return new Quantity<>(
                "a price from 0 to 1_000_000_000_000",
                example,
                text -> {
                    Amount amount = Amount.required(text, "a price");
                    if (!amount.unit().isEmpty()) {
                        throw new Malformed("is not a price: the currency stands on its own");
                    }
                    Quantities.requireWithin(amount.number(), BigDecimal.ZERO, BigDecimal.valueOf(1_000_000_000_000L));
                    return amount.number().doubleValue();
                },
                Amount::plain);
    }

    private static BigDecimal whole(String text, String noun, long least, long most) throws Malformed {
        Amount amount = Amount.required(text, noun);
        if (!amount.unit().isEmpty()) {
            throw new Malformed("is not " + noun + ": it has the unit " + amount.unit());
        }
        if (amount.number().stripTrailingZeros().scale() > 0) {
            throw new Malformed("is not a whole number");
        }
        Quantities.requireWithin(amount.number(), BigDecimal.valueOf(least), BigDecimal.valueOf(most));
        return amount.number();
    }
}
