package dev.gridlock.serve.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a file is sent, by the end of its name. What is not here is saved, not shown.
 *
 * @param contentType with its character set where it is text
 */
public record FileType(Set<String> extensions, String contentType, Policy policy) {

    private static final List<FileType> SHOWN = List.of(
            new FileType(Set.of("html"), "text/html; charset=utf-8", Policy.REPORT_PAGE),
            new FileType(Set.of("css"), "text/css; charset=utf-8", Policy.FILE),
            new FileType(Set.of("js"), "text/javascript; charset=utf-8", Policy.FILE),
            new FileType(Set.of("json"), "application/json", Policy.FILE),
            new FileType(Set.of("png"), "image/png", Policy.FILE),
            new FileType(Set.of("ico"), "image/x-icon", Policy.FILE),
            new FileType(Set.of("svg"), "image/svg+xml", Policy.FILE),
            new FileType(Set.of("pdf"), "application/pdf", Policy.PDF),
            new FileType(
                    Set.of("log", "txt", "md", "yml", "yaml", "xml", "csv", "sql", "ndjson"),
                    "text/plain; charset=utf-8",
                    Policy.FILE));

    private static final FileType SAVED = new FileType(Set.of(), "application/octet-stream", Policy.FILE);

    /** The type of a file of that name. */
    public static FileType of(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return SHOWN.stream()
                .filter(type -> type.extensions().contains(extension))
                .findFirst()
                .orElse(SAVED);
    }

    /** Whether the browser saves it instead of showing it. */
    public boolean saved() {
        return equals(SAVED);
    }
}
