package dev.gridlock.serve.runs;

import dev.gridlock.live.LiveFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All runs of the reports folder. A run that has ended is read again only when its {@code run.json} or
 * {@code live.ndjson} has changed, so that a list of thousands costs a look at each file's times.
 */
public final class RunIndex {

    private final ReportsFolder reports;
    private Map<String, Cached> known = new HashMap<>();

    /** An entry, and what its files were like when it was read. */
    private record Cached(RunEntry entry, String files) {}

    public RunIndex(ReportsFolder reports) {
        this.reports = reports;
    }

    /** Newest first; those without a known start last. */
    public synchronized List<RunEntry> runs() {
        Map<String, Cached> fresh = new HashMap<>();
        for (Path folder : folders()) {
            String path = reports.relative(folder);
            fresh.put(path, look(folder, path));
        }
        known = fresh;
        return newestFirst(fresh.values().stream().map(Cached::entry).toList());
    }

    /** The run of a folder; empty when it is none. */
    public synchronized Optional<RunEntry> run(ReportsFolder.Found folder) {
        if (!ReportsFolder.isRun(folder.file())) {
            return Optional.empty();
        }
        Cached looked = look(folder.file(), folder.path());
        known.put(folder.path(), looked);
        return Optional.of(looked.entry());
    }

    /**
     * Something else whenever a run begins, goes to another stage or ends. It looks at names, at folders that were not
     * there before and at the runs that go on, because it is asked again and again beside a run that is being measured.
     */
    public synchronized String version() {
        StringBuilder version = new StringBuilder();
        for (Path folder : unknownFolders()) {
            if (ReportsFolder.isRun(folder)) {
                version.append(reports.relative(folder)).append('\n');
            }
        }
        version.append(known.size()).append('\n');
        for (Cached cached : List.copyOf(known.values())) {
            RunEntry entry = cached.entry();
            if (entry.state() == RunState.GOING_ON) {
                RunEntry now = RunFolderReader.read(reports.root().resolve(entry.path()), entry.path());
                version.append(now.path())
                        .append(now.state())
                        .append(now.detail())
                        .append('\n');
            }
        }
        return Integer.toHexString(version.toString().hashCode());
    }

    private List<Path> unknownFolders() {
        List<Path> unknown = new ArrayList<>();
        for (Path child : children(reports.root())) {
            if (!known.containsKey(reports.relative(child))) {
                unknown.add(child);
                String prefix = reports.relative(child) + "/";
                for (String name : Objects.requireNonNullElse(child.toFile().list(), new String[0])) {
                    if (!known.containsKey(prefix + name)) {
                        unknown.add(child.resolve(name));
                    }
                }
            }
        }
        return unknown;
    }

    private Cached look(Path folder, String path) {
        String files = times(folder.resolve("run.json")) + " " + times(folder.resolve(LiveFile.NAME));
        Cached before = known.get(path);
        if (before != null
                && before.entry().state() != RunState.GOING_ON
                && before.files().equals(files)) {
            return before;
        }
        return new Cached(RunFolderReader.read(folder, path), files);
    }

    private List<Path> folders() {
        List<Path> found = new ArrayList<>();
        for (Path child : children(reports.root())) {
            if (ReportsFolder.isRun(child)) {
                found.add(child);
            } else {
                children(child).stream().filter(ReportsFolder::isRun).forEach(found::add);
            }
        }
        return found;
    }

    /** Folders in it that are no links: {@code latest} is a run that is there already. */
    private static List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                        && !entry.getFileName().toString().startsWith(".")) {
                    children.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
            return List.of(); // removed meanwhile, or not ours to read
        }
        children.sort(Comparator.naturalOrder());
        return children;
    }

    private static String times(Path file) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.lastModifiedTime().toMillis() + "+" + attributes.size();
        } catch (IOException e) {
            return "-";
        }
    }

    private static List<RunEntry> newestFirst(Collection<RunEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(RunEntry::started, Comparator.nullsLast(Comparator.reverseOrder()))
                        .thenComparing(RunEntry::path))
                .toList();
    }
}
