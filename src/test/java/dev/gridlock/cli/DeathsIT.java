package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Something dies in mid-run: it is named, what was recorded is kept and says that it is partial, nothing is left. */
@Order(1)
class DeathsIT {

    private Place place;

    @BeforeEach
    void make() throws IOException {
        place = new Place();
    }

    @AfterEach
    void delete() throws IOException {
        place.close();
    }

    @ParameterizedTest
    @CsvSource({
        "bin/postgres -D, postgres has died",
        "pgbouncer.ini, pgbouncer has died",
        "toxiproxy.json, toxiproxy has died",
    })
    void aPartOfTheStackThatDiesIsNamed(String part, String said) throws Exception {
        try (Launched run = place.run(Place.LONG)) {
            awaitOperations(run);
            place.part(part).destroyForcibly();
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.said())
                    .contains("gridlock: " + said + " (exit code 137")
                    .doesNotContain("\tat ");
        }
        assertKeptAndPartial(said);
    }

    @Test
    void whatWasInFlightWhenTheServiceDiedIsIndeterminateAndNotLost() throws Exception {
        try (Launched run = place.run(Place.LONG)) {
            awaitOperations(run);
            place.part("ServiceMain").destroyForcibly();
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.said())
                    .contains("gridlock: service-naive ended by itself")
                    .doesNotContain("\tat ");
        }
        assertKeptAndPartial("service-naive ended by itself");
        try (RunDatabase recording = new RunDatabase(place.lastRun())) {
            // The trucks of each call that was sent and got no answer are counted, apart from what is lost.
            assertThat(recording.metric("naive", "indeterminate")).isPositive();
            assertThat(recording.metric("naive", "unexpected")).isZero();
            assertThat(recording.column("SELECT DISTINCT target FROM final_trucks"))
                    .containsExactly("naive");
            assertThat(recording.column("""
                    SELECT truck_id FROM audit_trucks
                    WHERE finding = 'lost' AND truck_id NOT IN (
                        SELECT truck_id FROM operations WHERE outcome = 'acknowledged'
                        UNION SELECT truck_id FROM acks)
                    """))
                    .as("lost, and nobody was told of it")
                    .isEmpty();
        }
    }

    @Test
    void theInjectorsDeathIsToldAndTheServicesWorkIsAudited() throws Exception {
        try (Launched run = place.run(Place.LONG)) {
            awaitOperations(run);
            place.part("InjectorMain").destroyForcibly();
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.said())
                    .contains("gridlock: injector ended before every call had ended (exit code 137")
                    .doesNotContain("\tat ");
        }
        assertKeptAndPartial("injector ended before every call had ended");
        try (RunDatabase recording = new RunDatabase(place.lastRun())) {
            assertThat(recording.metric("naive", "acknowledged")).isPositive();
            assertThat(recording.metric("naive", "unexpected")).isZero();
        }
    }

    @Test
    void aKilledHarnessTakesAllAlongItsRunCanBeReportedAndTheNextOneCleans() throws Exception {
        try (Launched run = place.run(Place.LONG)) {
            awaitOperations(run);
            run.harness().destroyForcibly();
            assertThat(run.exitCode()).isEqualTo(137);
        }
        place.assertNobodyIsLeft();
        List<Path> left = place.serverFolders();
        assertThat(left).hasSize(1);
        Path killed = place.lastRun();
        assertThat(killed.resolve("raw/naive/operations.csv")).exists();

        try (Launched report = place.gridlock("report", killed.toString())) {
            assertThat(report.exitCode()).as(report.said()).isEqualTo(4);
            assertThat(report.printed()).contains("its recording is not whole");
        }
        assertThat(killed.resolve("raw")).doesNotExist();
        assertThat(killed.resolve("index.html")).isNotEmptyFile();
        try (RunDatabase recording = new RunDatabase(killed)) {
            assertThat(recording.metric("naive", "pool.acquire.p50")).isNotNull();
        }

        try (Launched next = place.run(Place.TINY)) {
            next.assertPassedBesideOtherTests();
            assertThat(next.said()).contains("left by an earlier run: deleted " + left.getFirst());
        }
        place.assertNothingIsLeft();
    }

    /** In the middle of the load. */
    private void awaitOperations(Launched run) throws IOException {
        run.awaitSaid("naive: load");
        run.awaitJournal(place.lastRun().resolve("raw/naive/operations.csv"));
    }

    private void assertKeptAndPartial(String why) throws Exception {
        place.assertNothingIsLeft();
        Path kept = place.lastRun();
        assertThat(kept.resolve("raw")).doesNotExist();
        assertThat(kept.resolve("index.html")).isNotEmptyFile();
        assertThat(Files.readString(kept.resolve("summary.md"))).contains("the run was not finished: " + why);
        try (RunDatabase recording = new RunDatabase(kept)) {
            assertThat(recording.unfinished()).singleElement().asString().startsWith(why);
            assertThat(recording.column("SELECT partial FROM targets WHERE target = 'naive'"))
                    .containsExactly("true");
            assertThat(recording.column("SELECT message FROM events WHERE kind = 'partial'"))
                    .anyMatch(message -> message.contains(why));
            assertThat(recording.column("SELECT count(*) FROM operations")).isNotEqualTo(List.of("0"));
        }
    }
}
