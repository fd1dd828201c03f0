package dev.gridlock.report.business;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * An amount in one currency, exact: 0.1 stays 0.1.
 *
 * @param currency ISO 4217 code
 */
public record Money(String currency, BigDecimal amount) {

    /** A price as the scenario has it. */
    static Money of(String currency, double price) {
        return new Money(currency, new BigDecimal(Double.toString(price)));
    }

    Money times(BigDecimal factor) {
        return new Money(currency, amount.multiply(factor));
    }

    Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " and " + other.currency + " cannot be added");
        }
        return new Money(currency, amount.add(other.amount));
    }

    /** {@code USD 1,749,965}; two decimals where it is not whole. */
    @Override
    public String toString() {
        BigDecimal cents = amount.setScale(2, RoundingMode.HALF_UP);
        boolean whole = cents.stripTrailingZeros().scale() <= 0;
        return currency + " " + String.format(Locale.ROOT, whole ? "%,.0f" : "%,.2f", cents);
    }
}
