package dev.gridlock.compare;

import dev.gridlock.compare.statistic.Ratio;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.util.Optional;

/**
 * The smallest effect that is told.
 *
 * @param share of BASE, e.g. 0.05
 */
public record Floor(double share) {

    /** Unless told otherwise. */
    public static final Floor DEFAULT = new Floor(0.05);

    /** However large in parts, less than these is nothing that anybody waits for or pays. */
    private static final double LEAST_MS = 0.5;

    private static final double LEAST_BYTES = 1 << 20;

    /** An interval as wide as this many floors still says {@code same}. */
    private static final double MARGIN = 2;

    public Floor {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("floor: expected more than 0% and less than 100%, found " + share);
        }
    }

    /** Whether the estimate is as large as an effect must be. */
    boolean reached(Ratio ratio, double base, Optional<Unit> unit) {
        double change = ratio.point() > 1 ? ratio.point() - 1 : 1 / ratio.point() - 1;
        return change >= share && Math.abs(base * (ratio.point() - 1)) >= least(unit);
    }

    /** Whether the interval leaves no room for an effect of twice the floor. */
    boolean excluded(Ratio ratio, double base, Optional<Unit> unit) {
        return within(1 + MARGIN * share, ratio, base, unit);
    }

    /** Whether the whole interval is below the floor. */
    boolean holds(Ratio ratio, double base, Optional<Unit> unit) {
        return within(1 + share, ratio, base, unit);
    }

    private static boolean within(double widest, Ratio ratio, double base, Optional<Unit> unit) {
        boolean inParts = ratio.low() >= 1 / widest && ratio.high() <= widest;
        double most = Math.max(Math.abs(base * (ratio.low() - 1)), Math.abs(base * (ratio.high() - 1)));
        return ratio.bounded() && (inParts || most < least(unit));
    }

    /** Of a figure without a unit nothing is too little to matter. */
    private static double least(Optional<Unit> unit) {
        return unit.map(known -> switch (known) {
                    case COUNT -> 0.0;
                    case MILLISECONDS -> LEAST_MS;
                    case BYTES -> LEAST_BYTES;
                })
                .orElse(0.0);
    }
}
