package dev.gridlock.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A reports folder with runs made by hand. */
final class MadeReports {

    private final Path root;

    MadeReports(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** A run that has ended, with its report. */
    Path run(String scenario, String id, String verdict, int verified, double p99) throws IOException {
        return write(
                scenario + "/" + id,
                "run.json",
                String.format(Locale.ROOT, """
                {"schema": "gridlock.run/1", "scenario": "%s", "about": "", "seed": 1, "verdict": "%s",
                 "reasons": ["because of %s"], "gates": [],
                 "targets": {"naive": {"kind": "naive", "partial": false, "trucks": 3000, "verified": %d,
                   "deadlocks": {"server": 29}, "lost_updates": 563, "latency_ms": {"p99": %s}, "completion_ms": null}},
                 "run": {"started": "%s"}}
                """, scenario, verdict, id, verified, p99, started(id)));
    }

    /** Any file of a run. */
    Path write(String run, String name, String content) throws IOException {
        Path folder = root.resolve(run);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return folder;
    }

    /** {@code 20261125T024033Z-68c1} as an ISO instant. */
    private static String started(String id) {
        return id.substring(0, 4) + "-" + id.substring(4, 6) + "-" + id.substring(6, 11) + ":" + id.substring(11, 13)
                + ":" + id.substring(13, 16);
    }
}
