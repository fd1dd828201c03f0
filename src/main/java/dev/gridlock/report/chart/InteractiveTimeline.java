package dev.gridlock.report.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** The data of the causal timeline for the page's script: the same panels that {@link CausalChart} draws. */
public final class InteractiveTimeline {

    private static final ObjectMapper JSON = new ObjectMapper();

    private InteractiveTimeline() {}

    /** A JSON array, an object a target, that can stand inside a script element. Targets without samples are left out. */
    public static String json(Connection duckdb, RunFigures run) throws SQLException {
        Timeline timeline = new Timeline(duckdb);
        ArrayNode targets = JSON.createArrayNode();
        for (TargetFigures target : run.targets()) {
            CausalGrid grid = new CausalGrid(duckdb, timeline, target);
            if (!grid.isEmpty()) {
                targets.add(target(target.name(), CausalPanels.of(grid)));
            }
        }
        try {
            // The only character that could end the element, or begin a comment in it.
            return JSON.writeValueAsString(targets).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and texts could not be written as JSON", e);
        }
    }

    private static ObjectNode target(String name, CausalPanels panels) throws SQLException {
        CausalGrid grid = panels.grid();
        ObjectNode target = JSON.createObjectNode();
        target.put("id", "timeline-" + name);
        target.put("seconds", grid.seconds());
        ArrayNode x = target.putArray("x");
        for (int cell = 0; cell < CausalGrid.CELLS; cell++) {
            x.add(rounded(grid.second(cell)));
        }
        ArrayNode panelNodes = target.putArray("panels");
        for (CausalPanels.Panel panel : panels.panels()) {
            ObjectNode node = panelNodes.addObject();
            node.put("title", panel.title());
            node.put("log", panel.log());
            ArrayNode lines = node.putArray("series");
            for (CausalPanels.Series series : panel.series()) {
                ObjectNode line = lines.addObject();
                line.put("name", series.name());
                line.put("colour", series.colour().variable());
                line.put("dotted", series.dotted());
                ArrayNode values = line.putArray("values");
                for (double value : series.values()) {
                    if (Double.isNaN(value)) {
                        values.addNull();
                    } else if (value == Math.rint(value)) {
                        values.add((long) value);
                    } else {
                        values.add(rounded(value));
                    }
                }
            }
        }
        ArrayNode deadlocks = target.putArray("deadlocks");
        CausalGrid.rises(grid.deadlocks()).forEach(cell -> deadlocks.add(rounded(grid.second(cell))));
        ArrayNode faults = target.putArray("faults");
        for (CausalGrid.Span fault : grid.faults()) {
            faults.addObject()
                    .put("name", fault.name())
                    .put("from", fault.from())
                    .put("until", fault.until());
        }
        target.put("answered", grid.lastAnswer());
        return target;
    }

    /** Four significant decimals are a tenth of a pixel. */
    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.4f", value));
    }
}
