package dev.gridlock.baseline;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Many times as a histogram: milliseconds, to two significant digits (1 %), which is less than any effect that is told.
 * Immutable.
 */
public final class Values {

    private static final int DIGITS = 2;
    private static final double MICROS_PER_MS = 1e3;

    /** Microseconds. */
    private final Histogram histogram;

    private Values(Histogram histogram) {
        this.histogram = histogram;
    }

    /** Of nanoseconds; what is below 0 counts as 0. */
    static Values ofNanos(Iterable<Long> nanos) {
        Histogram histogram = new Histogram(DIGITS);
        for (long value : nanos) {
            histogram.recordValue(Math.max(0, Math.round(value / 1e3)));
        }
        return new Values(histogram);
    }

    /** All values of all of them together. */
    public static Values merged(Iterable<Values> parts) {
        Histogram all = new Histogram(DIGITS);
        parts.forEach(part -> all.add(part.histogram));
        return new Values(all);
    }

    /** Each of them multiplied. */
    public Values times(double factor) {
        Histogram multiplied = new Histogram(DIGITS);
        histogram
                .recordedValues()
                .forEach(step -> multiplied.recordValueWithCount(
                        Math.round(histogram.medianEquivalentValue(step.getValueIteratedTo()) * factor),
                        step.getCountAddedInThisIterationStep()));
        return new Values(multiplied);
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /** Nearest rank, in milliseconds; NaN when there is no value. */
    public double percentile(double share) {
        return count() == 0 ? Double.NaN : histogram.getValueAtPercentile(share * 100) / MICROS_PER_MS;
    }

    /**
     * One bucket that is not empty.
     *
     * @param ms its middle, in milliseconds
     */
    public record Bucket(double ms, long count) {}

    /** Ascending. */
    public List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>();
        histogram
                .recordedValues()
                .forEach(step -> buckets.add(new Bucket(
                        histogram.medianEquivalentValue(step.getValueIteratedTo()) / MICROS_PER_MS,
                        step.getCountAddedInThisIterationStep())));
        return List.copyOf(buckets);
    }

    /** As text without white space: HdrHistogram's own compressed form, Base64. */
    String text() {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /**
     * The reverse of {@link #text}.
     *
     * @throws IllegalArgumentException when it is not such a text
     */
    static Values parse(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            Histogram histogram = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
            return new Values(histogram);
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("no histogram: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Values values && histogram.equals(values.histogram);
    }

    @Override
    public int hashCode() {
        return histogram.hashCode();
    }
}
