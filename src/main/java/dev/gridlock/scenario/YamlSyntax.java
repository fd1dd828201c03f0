package dev.gridlock.scenario;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says what is wrong where the text is no YAML. */
final class YamlSyntax {

    private YamlSyntax() {}

    static void explain(MarkedYamlEngineException e, Mark mark, Position at, String text, Problems problems) {
        String line = text.lines().skip(mark.getLine()).findFirst().orElse("");
        if (mark.getColumn() < line.length() && line.codePointAt(mark.getColumn()) == '\t') {
            problems.add(at, "not YAML: a tab in front of a value", Found.text(line), "spaces instead of tabs");
            return;
        }
        String context = e.getContext() == null ? "" : e.getContext() + ", ";
        String found = line.isBlank() ? "the end of the text" : Found.text(line.strip());
        problems.add(
                at,
                "not YAML: " + context + e.getProblem().replaceFirst("\\. *\\(Do not use .*", ""),
                found,
                "each key as \"key: value\", blocks indented by spaces, brackets and quotes closed");
    }
}
