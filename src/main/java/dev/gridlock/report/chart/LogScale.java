package dev.gridlock.report.chart;

import dev.gridlock.report.figures.Quantity;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;

/**
 * A logarithmic scale that has a zero: linear from 0 to {@code smallest}, a decade a step above it. A queue of 0 and one
 * of 40,000 stand on the same axis.
 *
 * @param smallest where the logarithm begins
 */
record LogScale(double smallest, Quantity quantity) {

    /** Where a value stands: 0 at 0, 1 at {@code smallest}, 2 at ten times that. */
    double position(double value) {
        double scaled = Math.max(0, value) / smallest;
        return scaled < 1 ? scaled : 1 + Math.log10(scaled);
    }

    /** The value that stands there. */
    double value(double position) {
        return position < 1 ? position * smallest : smallest * Math.pow(10, position - 1);
    }

    /** An axis from 0 to the first whole step above the highest value, labelled with the values. */
    NumberAxis axis(String label, double highest) {
        NumberAxis axis = new NumberAxis(label);
        axis.setRange(0, Math.max(2, Math.ceil(position(highest) + 0.05)));
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(new Labels(this));
        return axis;
    }

    private static final class Labels extends NumberFormat {
        private static final long serialVersionUID = 1L;
        private final transient LogScale scale;

        Labels(LogScale scale) {
            this.scale = scale;
        }

        @Override
        public StringBuffer format(double position, StringBuffer to, FieldPosition field) {
            return to.append(position == 0 ? "0" : label(scale.value(position)));
        }

        /** {@code 10 s}, not {@code 10.0 s}: a decade has one significant digit. 10^k is rarely exact. */
        private String label(double value) {
            String text = scale.quantity().format(value >= 1 ? Math.rint(value) : value);
            return text.replaceFirst("(\\.\\d*?)0+(?= |$)", "$1").replaceFirst("\\.(?= |$)", "");
        }

        @Override
        public StringBuffer format(long position, StringBuffer to, FieldPosition field) {
            return format((double) position, to, field);
        }

        @Override
        public Number parse(String source, ParsePosition position) {
            throw new UnsupportedOperationException("labels are only written");
        }
    }
}
