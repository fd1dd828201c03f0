package dev.gridlock.baseline;

import java.util.Arrays;

/** Values for tests of other packages. */
public final class MadeValues {

    private MadeValues() {}

    public static Values ofMillis(double... millis) {
        return Values.ofNanos(
                Arrays.stream(millis).mapToObj(ms -> Math.round(ms * 1e6)).toList());
    }
}
