package dev.gridlock.report.chart;

import dev.gridlock.report.figures.RunFigures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pictures of a report, in the order in which they tell it. */
public final class Charts {

    private static List<Chart> all(Connection duckdb) {
        return List.of(
                new CausalChart(duckdb),
                new VerifiedChart(),
                new PoolChart(),
                new AcquireWaitChart(),
                new DeadlocksChart(),
                new LatencyChart());
    }

    private Charts() {}

    /**
     * Draws every picture from the recording. On a machine where Java can't draw text each picture says so instead, and
     * the rest of the report is whole.
     */
    public static List<Picture> draw(Connection duckdb, RunFigures run) throws SQLException {
        Optional<String> problem = Fonts.problem();
        Timeline timeline = new Timeline(duckdb);
        List<Picture> pictures = new ArrayList<>();
        for (Chart chart : all(duckdb)) {
            for (Picture picture : chart.draw(timeline, run)) {
                pictures.add(problem.map(picture::without).orElse(picture));
            }
        }
        return pictures;
    }
}
