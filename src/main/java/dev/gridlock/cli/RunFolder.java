package dev.gridlock.cli;

import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The folder of one run, {@code reports/<scenario>/<UTC time>-<id>/}; what each file in it is stands in docs/reports.md.
 *
 * @param reports folder of all runs, absolute
 * @param path folder of this run, absolute
 */
record RunFolder(Path reports, Path path) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * Makes the folder of a new run.
     *
     * @throws MachineException when it cannot be made
     */
    static RunFolder create(Path reports, String scenario, Instant now) throws MachineException {
        byte[] id = new byte[2];
        RandomGenerator.getDefault().nextBytes(id);
        Path all = reports.toAbsolutePath().normalize();
        Path folder = all.resolve(scenario)
                .resolve(TIME.format(now) + "-" + HexFormat.of().formatHex(id));
        try {
            Files.createDirectories(folder.resolve("logs"));
        } catch (IOException e) {
            throw new MachineException(
                    "cannot make the run's folder " + folder + ": " + e.getMessage() + "; give another with --out", e);
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
        Path latest = reports.resolve("latest");
        try {
            Path fresh = reports.resolve(".latest-" + ProcessHandle.current().pid());
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, reports.relativize(path));
            Files.move(fresh, latest, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UnsupportedOperationException e) {
            System.err.println("gridlock: " + latest + " still points at an earlier run: " + e.getMessage());
        }
    }
}
