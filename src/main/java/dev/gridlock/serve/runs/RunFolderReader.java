package dev.gridlock.serve.runs;

import dev.gridlock.live.LiveEvent;
import dev.gridlock.live.LiveFile;
import dev.gridlock.live.LiveReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out where a run stands from the files in its folder, whatever is missing or damaged there. */
final class RunFolderReader {

    private static final DateTimeFormatter FOLDER_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final int TIME_LENGTH = "20261125T024033Z".length();

    private RunFolderReader() {}

    /**
     * Reads it.
     *
     * @param path of the folder in the reports folder, {@code /}-separated
     */
    static RunEntry read(Path folder, String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        String scenario = slash < 0 ? name : path.substring(0, slash);
        RunEntry unnamed = new RunEntry(path, scenario, startedByName(name), RunState.BROKEN_OFF, "", List.of());
        Path live = folder.resolve(LiveFile.NAME);
        boolean told = isFile(live);
        if (told && LiveReader.goesOn(live)) {
            return as(unnamed, RunState.GOING_ON, lastStage(live));
        }
        Path runJson = folder.resolve("run.json");
        if (isFile(runJson)) {
            return RunJsonReader.read(runJson, unnamed);
        }
        return told ? withoutReport(live, unnamed) : as(unnamed, RunState.BROKEN_OFF, "it has no run.json");
    }

    private static RunEntry withoutReport(Path live, RunEntry unnamed) {
        List<LiveEvent> events = events(live);
        if (!events.isEmpty() && events.getLast() instanceof LiveEvent.Ended ended) {
            return switch (ended.end()) {
                case INTERRUPTED -> as(unnamed, RunState.INTERRUPTED, ended.message());
                case MACHINE -> as(unnamed, RunState.MACHINE, ended.message());
                case PASS, FAIL, INCONCLUSIVE -> as(unnamed, RunState.BROKEN_OFF, "its run.json is gone");
            };
        }
        String stage = lastStage(events);
        return as(
                unnamed,
                RunState.BROKEN_OFF,
                stage.isEmpty() ? "it was killed" : "it was killed in stage “" + stage + "”");
    }

    private static RunEntry as(RunEntry unnamed, RunState state, String detail) {
        return new RunEntry(unnamed.path(), unnamed.scenario(), unnamed.started(), state, detail, List.of());
    }

    private static String lastStage(Path live) {
        return lastStage(events(live));
    }

    private static String lastStage(List<LiveEvent> events) {
        String stage = "";
        for (LiveEvent event : events) {
            if (event instanceof LiveEvent.Stage next) {
                stage = next.stage();
            }
        }
        return stage;
    }

    private static List<LiveEvent> events(Path live) {
        try {
            return LiveReader.all(live);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A link might lead out of the folder, and anything else might never end. */
    static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static @Nullable Instant startedByName(String name) {
        if (name.length() < TIME_LENGTH) {
            return null;
        }
        try {
            return LocalDateTime.parse(name.substring(0, TIME_LENGTH), FOLDER_TIME)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
