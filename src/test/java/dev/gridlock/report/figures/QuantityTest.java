package dev.gridlock.report.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "COUNT, 0, '0'",
        "COUNT, 50000, '50,000'",
        "COUNT, 2.5, '2.5'",
        "MILLISECONDS, 0, '0 ms'",
        "MILLISECONDS, 0.0312, '0.031 ms'",
        "MILLISECONDS, 3.8, '3.80 ms'",
        "MILLISECONDS, 99.96, '100 ms'",
        "MILLISECONDS, 999.4, '999 ms'",
        "MILLISECONDS, 999.6, '1.00 s'",
        "MILLISECONDS, 4213.7, '4.21 s'",
        "MILLISECONDS, 119499, '119 s'",
        "MILLISECONDS, 119500, '2 min 0 s'",
        "MILLISECONDS, 14400000, '4 h 0 min'",
        "BYTES, 0, '0 B'",
        "BYTES, 999, '999 B'",
        "BYTES, 999999, '1.00 MB'",
        "BYTES, 418293012, '418 MB'"
    })
    void aReaderGetsThreeDigitsAndAUnit(Quantity quantity, double value, String expected) {
        assertThat(quantity.format(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"COUNT", "MILLISECONDS", "BYTES"})
    void notMeasuredIsADash(Quantity quantity) {
        assertThat(quantity.format(null)).isEqualTo("–");
    }
}
