package dev.gridlock.compare;

import java.util.List;

/** Runs that did not measure enough to be compared or kept (exit code 4): cut short, killed, or in doubt throughout. */
public final class NotMeasuredException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    public NotMeasuredException(List<String> reasons) {
        super(String.join("\n", reasons));
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
