package dev.gridlock.report.chart;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the causal timeline shows, from cause to effect, the same in the drawn picture and in the interactive one. */
record CausalPanels(CausalGrid grid, List<Panel> panels) {

    /**
     * One panel.
     *
     * @param title what its lines are
     * @param axis what is counted
     * @param log a scale with a zero and a decade a step
     */
    record Panel(String title, String axis, boolean log, List<Series> series) {}

    /**
     * One line.
     *
     * @param values one a cell of the grid; NaN: not sampled there
     */
    record Series(String name, Palette colour, boolean dotted, double[] values) {}

    private static final List<Palette> WAITS =
            List.of(Palette.SKY, Palette.PURPLE, Palette.BLUE, Palette.QUIET, Palette.ORANGE, Palette.GREEN);

    static CausalPanels of(CausalGrid grid) throws SQLException {
        List<Panel> panels = new ArrayList<>();
        panels.add(new Panel(
                "trucks",
                "trucks",
                true,
                List.of(
                        new Series("arrived", Palette.INK, true, grid.arrived()),
                        new Series("in flight", Palette.PURPLE, false, grid.sampled("service.in_flight")),
                        new Series("claimed", Palette.ORANGE, false, grid.claimed()),
                        new Series("verified", Palette.GREEN, false, grid.verified()))));
        panels.add(new Panel(
                "application pool",
                "operations",
                true,
                List.of(
                        new Series("wait for a connection", Palette.VERMILLION, false, grid.sampled("pool.pending")),
                        new Series("hold a connection", Palette.BLUE, false, grid.sampled("pool.active")))));
        panels.add(new Panel(
                "PgBouncer",
                "connections",
                false,
                List.of(
                        new Series(
                                "clients that wait", Palette.VERMILLION, false, grid.sampled("pgbouncer.cl_waiting")),
                        new Series("servers in use", Palette.BLUE, false, grid.sampled("pgbouncer.sv_active")))));
        panels.add(new Panel("PostgreSQL, active", "backends", false, waits(grid)));
        panels.add(new Panel(
                "what went wrong, so far",
                "failures",
                true,
                List.of(
                        new Series("deadlocks", Palette.VERMILLION, false, grid.deadlocks()),
                        new Series("calls told of failure", Palette.INK, true, grid.failedCalls()))));
        return new CausalPanels(grid, List.copyOf(panels));
    }

    /** Lock waits in warm colours, running in green, whatever else there is in the others. */
    private static List<Series> waits(CausalGrid grid) {
        List<Series> series = new ArrayList<>();
        int others = 0;
        boolean lock = false;
        for (Map.Entry<String, double[]> wait : grid.waits().entrySet()) {
            Palette colour;
            if (wait.getKey().startsWith("Lock ")) {
                colour = lock ? Palette.ORANGE : Palette.VERMILLION;
                lock = true;
            } else if (wait.getKey().equals("running")) {
                colour = Palette.GREEN;
            } else {
                colour = WAITS.get(others++ % WAITS.size());
            }
            series.add(new Series(wait.getKey(), colour, false, wait.getValue()));
        }
        return series;
    }
}
