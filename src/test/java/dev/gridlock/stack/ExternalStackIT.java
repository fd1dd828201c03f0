package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.MachineException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack that was there already. */
class ExternalStackIT extends StackContract {

    /** Closed after the one that uses it. */
    @AutoClose
    private @Nullable StandingStack started;

    @TempDir
    private static Path standingLogs;

    @Override
    StackProvider provider() {
        try {
            started = StandingStack.start(Scenarios.outage(), standingLogs);
            return started.provider();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private StandingStack standing() {
        return Objects.requireNonNull(started);
    }

    @Test
    void aSecondRunIsToldOfTheFirst() throws MachineException {
        assertThatThrownBy(() -> standing().provider().start(Scenarios.outage(), logs.resolve("second")))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("another run uses the stack at 127.0.0.1:"
                        + stack.observer().port())
                .hasMessageContaining("since 20")
                .hasMessageContaining("start again when it has ended");
        stack.requireAlive();
    }

    /** Advisory locks are of one database, so this one is nobody else's. */
    @Test
    void aRunWaitsForATargetOfTheStackThatLoadsItsFleet() throws Exception {
        DatabaseAddress server = standing().superuser();
        DatabaseAddress elsewhere =
                new DatabaseAddress(server.host(), server.port(), "template1", server.user(), server.password());
        List<String> said = new CopyOnWriteArrayList<>();
        try (ExecutorService waiting = Executors.newSingleThreadExecutor()) {
            Future<RunLock> run;
            try (RunLock _ = RunLock.tryTakeToLoad(elsewhere).orElseThrow()) {
                run = waiting.submit(() -> RunLock.take(elsewhere, said::add));
                Awaitility.await()
                        .untilAsserted(() -> assertThat(said)
                                .singleElement()
                                .asString()
                                .startsWith("waiting for a target of the stack that loads its fleet, since 20"));
                assertThat(run).isNotDone();
            }
            run.get(30, TimeUnit.SECONDS).close();
        }
    }

    @Test
    void theLogIsReadFromWhereItStands() throws Exception {
        PostgresLogs bySql = stack.postgresLogs();
        PostgresLogs byFile = standing().under().postgresLogs();
        assertThat(bySql).isInstanceOf(LogsBySql.class);
        Map<String, Long> begin = bySql.sizes();
        assertThat(begin).isEqualTo(byFile.sizes());
        // More than one chunk, and a line that two chunks share.
        execute(
                stack.observer(),
                "DO $$ BEGIN FOR i IN 1..40 LOOP RAISE LOG 'begun % %', i, repeat('x', 70000); END LOOP; END $$");
        execute(stack.observer(), "DO $$ BEGIN RAISE LOG 'the end'; END $$");
        List<String> lines = new ArrayList<>();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            lines.clear();
            bySql.readAfter(begin, lines::add);
            assertThat(lines).anyMatch(line -> line.contains("\"the end\""));
        });
        List<String> same = new ArrayList<>();
        byFile.readAfter(begin, same::add);
        assertThat(lines).filteredOn(line -> line.contains("begun")).hasSize(40);
        assertThat(lines).isEqualTo(same.subList(0, lines.size()));
    }

    @Test
    void itsMemoryIsNotToBeSeen() {
        assertThat(stack.postmasterPid()).isEmpty();
        assertThat(stack.containers()).isEmpty();
    }
}
