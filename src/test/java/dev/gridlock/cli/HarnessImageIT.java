package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridlock.stack.LiveEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.testcontainers.DockerClientFactory;

/** The image of the harness (`Dockerfile`): a run needs no network, no root and no file system to write to. */
@ExtendWith(LiveEngine.class)
@Isolated("its verdicts need the machine")
class HarnessImageIT {

    private static final String IMAGE = "gridlock/gridlock:0.1";
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void aRunPassesReadOnlyNotAsRootAndWithoutANetwork() throws Exception {
        Path reports = Files.createDirectory(folder.resolve("reports"));
        // The container's user is one that this machine may not know.
        Files.setPosixFilePermissions(reports, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path said = folder.resolve("said");
        Process run = new ProcessBuilder(List.of(
                        "docker",
                        "run",
                        "--rm",
                        "--network=none",
                        "--read-only",
                        "--tmpfs=/tmp",
                        "--shm-size=256m",
                        "--volume=" + reports + ":/reports",
                        IMAGE,
                        "run",
                        "scenarios/smoke.yml",
                        "--out",
                        "/reports"))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(run.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(Files.readString(said)).isZero();
        assertThat(new ObjectMapper()
                        .readTree(reports.resolve("latest/run.json").toFile())
                        .get("verdict")
                        .asText())
                .isEqualTo("pass");
        assertThat(reports.resolve("latest/leadership.pdf")).isNotEmptyFile();
        assertThat(reports.resolve("latest/charts")).isNotEmptyDirectory();
        assertThat(Files.readString(said)).as("no library complains").doesNotContain("Exception", "WARN", "Fontconfig");
        assertThat(Files.getAttribute(reports.resolve("latest/run.json"), "unix:uid"))
                .isEqualTo(1000);
    }

    @Test
    void itsUserIsNotRoot() {
        assertThat(DockerClientFactory.instance()
                        .client()
                        .inspectImageCmd(IMAGE)
                        .exec()
                        .getConfig())
                .isNotNull()
                .satisfies(config -> assertThat(config.getUser()).isEqualTo("gridlock"));
    }
}
