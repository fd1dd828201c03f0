package dev.gridlock.scenario;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number and its unit, as in {@code 50_000}, {@code 1.5s} or {@code 10/s}; the unit is empty where none was written. */
record Amount(BigDecimal number, String unit) {

    /** Not begun with a 0 before other digits: YAML 1.1 and C take 010 for 8. */
    private static final Pattern FORM =
            Pattern.compile("(-?(?!0[\\d_])\\d{1,20}(?:_\\d{1,20}){0,10}(?:\\.\\d{1,20})?) *([A-Za-z/%]{0,10})");

    private static final Pattern OCTAL = Pattern.compile("-?0[\\d_].*");
    private static final Pattern COMMAS = Pattern.compile("-?\\d{1,3}(,\\d{3})+\\D*");

    static Optional<Amount> of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Amount(new BigDecimal(matcher.group(1).replace("_", "")), matcher.group(2)));
    }

    /**
     * @param noun what it should be, e.g. {@code a count}
     * @throws Malformed when it is no number with or without a unit
     */
    static Amount required(String text, String noun) throws Malformed {
        Optional<Amount> amount = of(text);
        if (amount.isEmpty()) {
            throw new Malformed("is not " + noun + (COMMAS.matcher(text).matches() ? " (digits are grouped by _)" : "")
                    + (OCTAL.matcher(text).matches() ? " (a 0 before other digits may mean base 8)" : ""));
        }
        return amount.get();
    }

    /** Digits grouped by underscores from 1_000 on, as scenarios write them. */
    static String grouped(long number) {
        return Math.abs(number) < 1_000
                ? Long.toString(number)
                : String.format(Locale.ROOT, "%,d", number).replace(',', '_');
    }

    /** The shortest text that reads as the same double, without an exponent. */
    static String plain(double number) {
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        return exact.signum() == 0 ? "0" : exact.toPlainString();
    }
}
