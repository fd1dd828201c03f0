package dev.gridlock.report.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.verdict.GateResult;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code run.json}; its shape is {@code docs/run.schema.json}. */
public final class RunJson {

    /** Name and version of the shape; the number grows when a reader of the old one would break. */
    public static final String SCHEMA = "gridlock.run/3";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private RunJson() {}

    /** The document, ending in a line feed. */
    public static String render(RunFigures run) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("scenario", run.scenario().name());
        root.put("about", run.scenario().about());
        root.put("seed", run.scenario().seed());
        root.put("verdict", lower(run.verdict().status()));
        ArrayNode reasons = root.putArray("reasons");
        run.verdict().reasons().forEach(reasons::add);
        ArrayNode warnings = root.putArray("warnings");
        run.verdict().warnings().forEach(warnings::add);
        ArrayNode gates = root.putArray("gates");
        run.verdict().gates().forEach(gate -> gates.add(gate(gate)));
        ObjectNode targets = root.putObject("targets");
        run.targets().forEach(target -> targets.set(target.name(), target(target)));
        ObjectNode facts = root.putObject("run");
        run.facts().forEach(facts::put);
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode gate(GateResult gate) {
        ObjectNode node = JSON.createObjectNode();
        node.put("target", gate.target());
        node.put("name", gate.name());
        node.put("expression", gate.expression());
        node.put("kind", lower(gate.kind()));
        node.put("line", gate.place().line());
        number(node, "actual", gate.actual());
        node.put("samples", gate.samples());
        node.put("passed", gate.passed());
        node.put("status", lower(gate.status()));
        node.put("message", gate.message());
        return node;
    }

    private static ObjectNode target(TargetFigures target) {
        ObjectNode node = JSON.createObjectNode();
        node.put("kind", target.kind());
        node.put("partial", target.partial());
        ArrayNode witnesses = node.putArray("witnesses");
        target.witnesses().forEach(witness -> witnesses.add(lower(witness)));
        for (MetricPath path : MetricPath.ALL) {
            ObjectNode parent = node;
            for (String name : path.parents()) {
                parent = parent.withObjectProperty(name);
            }
            number(parent, path.field(), target.value(path.metric()));
        }
        ObjectNode errors = node.putObject("errors");
        target.errors().forEach(errors::put);
        return node;
    }

    /** Whole numbers are written as such: 50000, not 50000.0. */
    private static void number(ObjectNode node, String field, @Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            node.putNull(field);
        } else if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            node.put(field, value.longValue());
        } else {
            node.put(field, value);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
