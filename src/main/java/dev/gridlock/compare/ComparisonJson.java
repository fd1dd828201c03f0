package dev.gridlock.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A comparison for programs. */
public final class ComparisonJson {

    /** Name and version of the shape. */
    static final String SCHEMA = "gridlock.comparison/1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ComparisonJson() {}

    /** One document. */
    public static String render(Comparison comparison) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("word", comparison.word().text());
        root.put("paired", comparison.paired());
        root.set("base", side(comparison.base()));
        root.set("new", side(comparison.next()));
        comparison.notes().forEach(root.putArray("notes")::add);
        comparison.lines().forEach(line -> root.withArrayProperty("metrics").add(line(line)));
        return root.toPrettyString();
    }

    private static ObjectNode side(Side side) {
        return JSON.createObjectNode()
                .put("name", side.name())
                .put("rounds", side.figures().rounds().size());
    }

    private static ObjectNode line(Line line) {
        ObjectNode node = JSON.createObjectNode();
        node.put("target", line.target());
        node.put("metric", line.metric());
        node.put(
                "unit",
                line.unit().map(unit -> unit.name().toLowerCase(Locale.ROOT)).orElse(null));
        number(node, "base", line.base());
        number(node, "new", line.next());
        number(node, "ratio", line.ratio().map(ratio -> ratio.point()).orElse(Double.NaN));
        number(node, "low", line.ratio().map(ratio -> ratio.low()).orElse(Double.NaN));
        number(node, "high", line.ratio().map(ratio -> ratio.high()).orElse(Double.NaN));
        number(node, "p_adjusted", line.p());
        node.put("word", line.word().text());
        node.put("decides", line.decides());
        node.put("why", line.why());
        return node;
    }

    /** JSON has neither NaN nor infinity. */
    private static void number(ObjectNode node, String field, double value) {
        if (Double.isFinite(value)) {
            node.put(field, value);
        } else {
            node.putNull(field);
        }
    }
}
