package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A disk of a few MiB, or one that is full from one moment to the next, where this user may mount one. */
class DiskFullIT {

    private Place place;
    private Path disk;

    @BeforeEach
    void mount(TestInfo test) throws IOException {
        Mounts.require("DiskFullIT." + test.getTestMethod().orElseThrow().getName());
        place = new Place();
        disk = Files.createDirectory(place.folder().resolve("disk"));
        Mounts.mount(disk, "3m");
    }

    @AfterEach
    void unmount() throws IOException {
        // An ordinary user may mount nothing: then the test was left before anything was made.
        if (place != null) {
            Mounts.unmount(disk);
            Mounts.unmount(place.temporary());
            place.close();
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

        assertThat(Mounts.resized(disk, "64m")).isTrue();
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

    @Test
    void reportsDiskThatFillsInMidLoadIsToldAndWhatWasWrittenIsReportedWhenThereIsRoomAgain() throws Exception {
        assertThat(Mounts.resized(disk, "64m")).isTrue();
        try (Launched run = place.gridlock(
                "run", Place.LONG.toString(), "--out", disk.toString(), "--set", "load.0.arrivals.for=10s")) {
            awaitMidLoad(run, disk);
            Mounts.leaveNoRoom(disk);
            assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
            // At once: the load had not ended.
            assertThat(run.said())
                    .contains("the disk is full: make room")
                    .doesNotContain("calls answered")
                    .doesNotContain("\tat ");
        }
        place.assertNothingIsLeft();
        Path run = disk.resolve("latest").toRealPath();

        assertThat(Mounts.resized(disk, "128m")).isTrue();
        try (Launched report = place.gridlock("report", run.toString())) {
            assertThat(report.exitCode()).as(report.said()).isEqualTo(4);
        }
        assertPartial(run);
    }

    /** Which part of the run notices first is chance; it is always the disk that is told, and what to do. */
    @Test
    void theDatabasesDiskThatFillsInMidLoadIsToldAndTheRecordingSaysThatItIsPartial() throws Exception {
        Mounts.mount(place.temporary(), "1200m");
        try (Launched run = place.run(
                Place.LONG,
                "--set",
                "fleet.trucks=30_100",
                "--set",
                "load.0.arrivals={ profile: constant, rate: 20/s, for: 10s, trucks_per_call: 50 }")) {
            awaitMidLoad(run, place.runs());
            Mounts.leaveNoRoom(place.temporary());
            assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
            assertThat(run.said())
                    .contains("the disk is full: make room in " + place.temporary(), "TMPDIR")
                    .doesNotContain("\tat ");
        }
        place.assertNothingIsLeft();
        assertPartial(place.lastRun());
    }

    private static void awaitMidLoad(Launched run, Path runs) throws IOException {
        run.awaitSaid("naive: load");
        run.awaitJournal(runs.resolve("latest").toRealPath().resolve("raw/naive/operations.csv"));
    }

    private static void assertPartial(Path run) throws Exception {
        try (RunDatabase recording = new RunDatabase(run)) {
            assertThat(recording.column("SELECT partial FROM targets WHERE target = 'naive'"))
                    .containsExactly("true");
            assertThat(recording.column("SELECT count(*) FROM operations")).isNotEqualTo(List.of("0"));
        }
        assertThat(Files.readString(run.resolve("summary.md"))).contains("inconclusive");
    }
}
