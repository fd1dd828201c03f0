package dev.gridlock.serve.page;

import dev.gridlock.report.figures.Quantity;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A file or folder of a run.
 *
 * @param name relative to where it is listed
 * @param size for a person; empty for a folder
 * @param meaning what it is; may be empty
 */
public record FileLink(String name, String href, String size, String meaning) {

    /** What is worth a click in a list of runs, in that order. */
    private static final List<Known> DOCUMENTS = List.of(
            new Known("index.html", "report"),
            new Known("leadership.pdf", "PDF"),
            new Known("summary.md", "summary"),
            new Known("run.json", "JSON"));

    /** What docs/reports.md says of them, short. */
    private static final List<Known> MEANINGS = List.of(
            new Known("index.html", "the report, one page"),
            new Known("leadership.pdf", "the report for leadership, one page to print"),
            new Known("summary.md", "the summary, for a pull request"),
            new Known("run.json", "every figure, for programs"),
            new Known("junit.xml", "the gates, for a CI system"),
            new Known("run.duckdb", "the whole recording, for SQL"),
            new Known("scenario.yml", "the scenario as resolved, to repeat the run"),
            new Known("live.ndjson", "what the run said about itself while it went on"),
            new Known("charts/", "the pictures"),
            new Known("gatling/", "Gatling's own reports"),
            new Known("logs/", "what each part printed"),
            new Known("raw/", "what is not in the recording yet"));

    private record Known(String name, String meaning) {}

    /** The documents of a run that are there. */
    static List<FileLink> documents(Path run, String path) {
        return DOCUMENTS.stream()
                .filter(known -> Files.isRegularFile(run.resolve(known.name()), LinkOption.NOFOLLOW_LINKS))
                .map(known -> new FileLink(known.meaning(), Address.of(path + "/" + known.name()), "", ""))
                .toList();
    }

    /** Everything in a folder but what is hidden or a link; what is known comes first, then by name. */
    static List<FileLink> in(Path folder, String path) {
        List<FileLink> links = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".")) {
                    continue;
                }
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    links.add(link(name + "/", path, ""));
                } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    links.add(link(name, path, Quantity.BYTES.format((double) Files.size(entry))));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(); // removed meanwhile
        }
        links.sort(Comparator.comparingInt(FileLink::rank).thenComparing(FileLink::name));
        return links;
    }

    private static FileLink link(String name, String path, String size) {
        String meaning = MEANINGS.stream()
                .filter(known -> known.name().equals(name))
                .map(Known::meaning)
                .findFirst()
                .orElse("");
        String href = Address.of(path + "/" + name) + (name.endsWith("/") ? "/" : "");
        return new FileLink(name, href, size, meaning);
    }

    private int rank() {
        for (int i = 0; i < MEANINGS.size(); i++) {
            if (MEANINGS.get(i).name().equals(name)) {
                return i;
            }
        }
        return MEANINGS.size();
    }
}
