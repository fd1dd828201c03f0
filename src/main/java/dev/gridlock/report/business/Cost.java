package dev.gridlock.report.business;

import dev.gridlock.report.figures.Quantity;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.scenario.BusinessSpec;
import dev.gridlock.verdict.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run was worth in money: measured counts times the prices that the scenario gives. Without prices, without a
 * measured count, or from a run that proves nothing, no cost is claimed.
 *
 * @param lines each with its arithmetic; empty where no cost is claimed
 * @param notes where the numbers come from, or why there are none
 */
public record Cost(List<Line> lines, List<String> notes) {

    public Cost {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    /**
     * One line of the bill.
     *
     * @param what is paid for
     * @param arithmetic how the amount came about; empty for a sum
     */
    public record Line(String what, String arithmetic, Money amount) {}

    /** The bill of the original service beside that of the corrected one, of those that were run. */
    public static Cost of(RunFigures run) {
        Optional<BusinessSpec> prices = run.scenario().business();
        if (prices.isEmpty()) {
            return none("The scenario gives no prices, so no cost is claimed.");
        }
        if (run.verdict().status() == Status.INCONCLUSIVE) {
            return none("The run is inconclusive, so no cost is claimed.");
        }
        List<Line> lines = new ArrayList<>();
        for (TargetFigures target : Services.of(run).present()) {
            lines.addAll(bill(target, prices.get()));
        }
        if (lines.isEmpty()) {
            return none("What the database holds was not measured, so no cost is claimed.");
        }
        return new Cost(lines, notes(run, prices.get()));
    }

    private static Cost none(String why) {
        return new Cost(List.of(), List.of(why));
    }

    private static List<Line> bill(TargetFigures target, BusinessSpec prices) {
        Double trucks = target.value("trucks");
        Double verified = target.value("verified");
        if (trucks == null || verified == null) {
            return List.of();
        }
        BigDecimal wrong = BigDecimal.valueOf(trucks).subtract(BigDecimal.valueOf(verified));
        Money route = Money.of(prices.currency(), prices.wrongRoute());
        Line routes = new Line(
                target.name() + ": trucks without their new route",
                "(%s − %s) × %s".formatted(target.count("trucks"), target.count("verified"), route),
                route.times(wrong));
        if (wrong.signum() == 0
                || !target.kind().equals("naive")
                || prices.outage().isEmpty()) {
            return List.of(routes);
        }
        Duration lasted = prices.outage().get();
        BigDecimal minutes =
                BigDecimal.valueOf(lasted.toMillis()).divide(BigDecimal.valueOf(60_000), 6, RoundingMode.HALF_UP);
        Money minute = Money.of(prices.currency(), prices.outageMinute());
        Line outage = new Line(
                target.name() + ": outage",
                Quantity.COUNT.format(minutes.doubleValue()) + " min × " + minute,
                minute.times(minutes));
        return List.of(
                routes,
                outage,
                new Line(target.name() + ": together", "", routes.amount().plus(outage.amount())));
    }

    private static List<String> notes(RunFigures run, BusinessSpec prices) {
        List<String> notes = new ArrayList<>();
        notes.add("Trucks are counted by this run. Prices"
                + (prices.outage().isPresent() ? " and the outage's length" : "")
                + " are given in the scenario, not measured.");
        if (prices.outage().isEmpty()) {
            notes.add("How long an outage lasts is not for this run to say; a minute of it costs "
                    + Money.of(prices.currency(), prices.outageMinute()) + ".");
        }
        prices.infrastructure().ifPresent(bill -> notes.add(infrastructure(run, Money.of(prices.currency(), bill))));
        return notes;
    }

    private static String infrastructure(RunFigures run, Money bill) {
        String same = "Database: " + bill + " a month, the same for every service in this run";
        Services services = Services.of(run);
        if (services.outage().isEmpty() || services.correction().isEmpty()) {
            return same + ".";
        }
        TargetFigures before = services.outage().get();
        TargetFigures after = services.correction().get();
        return before.value("pgbouncer.sv_active.max") == null || after.value("pgbouncer.sv_active.max") == null
                ? same + "."
                : same
                        + "; its connections in use at most: %s before, %s after."
                                .formatted(
                                        before.count("pgbouncer.sv_active.max"),
                                        after.count("pgbouncer.sv_active.max"));
    }
}
