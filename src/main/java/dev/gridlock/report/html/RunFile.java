package dev.gridlock.report.html;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file or folder of the run, as the page links to it.
 *
 * @param href relative to the page
 */
public record RunFile(String href, String meaning) {

    private static final List<RunFile> KNOWN = List.of(
            new RunFile("run.duckdb", "the whole recording, for SQL"),
            new RunFile("run.json", "the figures, for programs"),
            new RunFile("leadership.pdf", "one page for who decides, to print"),
            new RunFile("summary.md", "the summary, for a pull request"),
            new RunFile("junit.xml", "the gates, for a CI system"),
            new RunFile("scenario.yml", "the scenario as resolved, to repeat the run"),
            new RunFile("charts/", "the pictures as SVG and PNG"),
            new RunFile("deadlocks/", "scripts that make each deadlock again"),
            new RunFile("logs/", "what each part printed"));

    /** Those that are there, with Gatling's own report of each target. */
    static List<RunFile> in(Path runFolder, List<String> targets) {
        List<RunFile> files = new ArrayList<>(KNOWN);
        for (String target : targets) {
            files.add(new RunFile("gatling/" + target + "/index.html", "Gatling's own report of " + target));
        }
        files.removeIf(file -> !Files.exists(runFolder.resolve(file.href())));
        return List.copyOf(files);
    }
}
