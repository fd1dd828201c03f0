package dev.gridlock.cli;

import dev.gridlock.process.FileFailure;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The folder of one run, {@code reports/<scenario>/<UTC time>-<id>/}; what each file in it is stands in docs/reports.md.
 *
 * @param reports folder of all runs, absolute
 * @param path folder of this run, absolute
 */
record RunFolder(Path reports, Path path) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * Makes the folder of a new run.
     *
     * @throws MachineException when it cannot be made
     */
    static RunFolder create(Path reports, String scenario, Instant now) throws MachineException {
        return named(reports, scenario, newName(now));
    }

    /** Name of a run, or of a set of rounds, that begins now. */
    static String newName(Instant now) {
        byte[] id = new byte[2];
        RandomGenerator.getDefault().nextBytes(id);
        return TIME.format(now) + "-" + HexFormat.of().formatHex(id);
    }

    /** The same as {@link #create} with a name that is given. */
    static RunFolder named(Path reports, String scenario, String name) throws MachineException {
        Path all = reports.toAbsolutePath().normalize();
        Path folder = all.resolve(scenario).resolve(name);
        try {
            Files.createDirectories(folder.resolve("logs"));
        } catch (IOException e) {
            throw new MachineException(
                    "cannot make the run's folder " + folder + ": " + FileFailure.said(e)
                            + "\n  give another folder for runs with --out",
                    e);
        }
        return new RunFolder(all, folder);
    }

    Path raw(String target) {
        return path.resolve("raw").resolve(target);
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path gatling(String target) {
        return path.resolve("gatling").resolve(target);
    }

    Path resolvedScenario() {
        return path.resolve("scenario.yml");
    }

    /** Points {@code reports/latest} at this run; where the file system has no symbolic links, it is left as it was. */
    void markLatest() {
        link(reports, "latest", path);
    }

    /** The same for {@code reports/latest.rounds} and a set of rounds. */
    static void link(Path reports, String name, Path newest) {
        Path latest = reports.resolve(name);
        try {
            Path fresh =
                    reports.resolve("." + name + "-" + ProcessHandle.current().pid());
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, reports.relativize(newest));
            Files.move(fresh, latest, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UnsupportedOperationException e) {
            System.err.println("gridlock: " + latest + " still points at an earlier run: " + e.getMessage());
        }
    }
}
