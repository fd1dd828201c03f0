package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk of a few MiB, where this user may mount one. */
class DiskFullIT {

    private Place place;
    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        place = new Place();
        disk = Files.createDirectory(place.folder().resolve("disk"));
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=3m,mode=755", "tmpfs", disk.toString()),
                "this user may not mount a small disk");
    }

    @AfterEach
    void unmount() throws Exception {
        var _ = succeeds("umount", disk.toString());
        place.close();
    }

    private static boolean succeeds(String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void whatCouldNotBeLoadedIsKeptAndLoadedWhenThereIsRoomAgain() throws Exception {
        try (Launched run = place.gridlock("run", Place.TINY.toString(), "--out", disk.toString())) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.said()).contains("No space left").doesNotContain("\tat ");
        }
        place.assertNothingIsLeft();
        Path run = disk.resolve("latest").toRealPath();

        assertThat(succeeds("mount", "-o", "remount,size=64m", disk.toString())).isTrue();
        try (Launched report = place.gridlock("report", run.toString())) {
            assertThat(report.exitCode()).as(report.said()).isEqualTo(4);
        }
        try (RunDatabase recording = new RunDatabase(run)) {
            assertThat(recording.column("SELECT count(*) FROM operations")).containsExactly("300");
        }
    }

    @Test
    void noRoomForTemporaryFilesIsToldBeforeAnythingIsStarted() throws Exception {
        try (Launched run = Launched.start(
                Place.CHECKOUT,
                Map.of("TMPDIR", disk.toString()),
                place.folder(),
                List.of("run", Place.TINY.toString(), "--out", place.runs().toString()))) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.said()).contains("TMPDIR", disk.toString()).doesNotContain("\tat ");
        }
    }
}
