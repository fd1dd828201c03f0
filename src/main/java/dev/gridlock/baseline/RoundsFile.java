package dev.gridlock.baseline;

import dev.gridlock.process.FileFailure;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A set of rounds: a text file {@code <name>.rounds} beside its runs' folders, one folder a line, relative to the file. It
 * may be written by hand to put runs together.
 *
 * @param runs folders of the rounds, in the order in which they ran
 */
public record RoundsFile(List<Path> runs) {

    /** What a file's name ends with. */
    public static final String SUFFIX = ".rounds";

    private static final String MAGIC = "gridlock-rounds";
    private static final int SCHEMA = 1;

    public RoundsFile {
        runs = List.copyOf(runs);
    }

    /**
     * Writes it, whole or not at all.
     *
     * @throws MachineException when it cannot be written
     */
    public void write(Path file) throws MachineException {
        StringBuilder text = new StringBuilder(MAGIC + " " + SCHEMA + "\n");
        Path folder = file.toAbsolutePath().getParent();
        runs.forEach(run -> text.append(folder == null ? run : folder.relativize(run.toAbsolutePath()))
                .append('\n'));
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new MachineException("cannot write " + file + ": " + FileFailure.said(e), e);
        }
    }

    /** Whether a file is one, by its first line. */
    public static boolean is(Path file) {
        try {
            return Files.isRegularFile(file) && Files.readString(file).startsWith(MAGIC + " ");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads one.
     *
     * @throws BaselineException with file and line of what is wrong
     */
    public static RoundsFile read(Path file) throws BaselineException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new BaselineException(file + ": cannot be read: " + FileFailure.said(e));
        }
        if (lines.isEmpty() || !lines.getFirst().equals(MAGIC + " " + SCHEMA)) {
            throw new BaselineException(file + ":1:1: expected " + MAGIC + " " + SCHEMA + "; found \""
                    + (lines.isEmpty() ? "" : lines.getFirst()) + "\"; a newer Gridlock may have written it");
        }
        List<Path> runs = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                Path run = run(file, i + 1, line);
                if (!seen.add(run)) {
                    throw new BaselineException(file + ":" + (i + 1) + ":1: the run " + line + " is there twice");
                }
                runs.add(run);
            }
        }
        if (runs.isEmpty()) {
            throw new BaselineException(file + ": has no round");
        }
        return new RoundsFile(runs);
    }

    private static Path run(Path file, int line, String name) throws BaselineException {
        try {
            // Links followed: one run is one round, by whatever path it is named.
            Path run = file.toRealPath().resolveSibling(name).toRealPath();
            if (Files.isDirectory(run)) {
                return run;
            }
        } catch (IOException | InvalidPathException e) {
            // told below
        }
        throw new BaselineException(file + ":" + line + ":1: there is no run's folder \"" + name
                + "\" beside the file; copy it here or take its line out");
    }
}
