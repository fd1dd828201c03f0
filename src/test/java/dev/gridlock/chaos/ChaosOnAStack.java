package dev.gridlock.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.FaultSpec.Stream;
import dev.gridlock.scenario.FaultSpec.Toxic;
import dev.gridlock.scenario.PgBouncerSpec;
import dev.gridlock.scenario.PostgresSpec;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.stack.NativeProvider;
import dev.gridlock.stack.Scenarios;
import dev.gridlock.stack.Stack;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A real stack of processes for all tests of a class, one class at a time, and a raw folder for each test. */
@ResourceLock("the stack of these classes")
abstract class ChaosOnAStack {

    static final Scenario SMALL = Scenarios.with(
            new PostgresSpec(18, 40, Duration.ofSeconds(1), 32L << 20),
            new PgBouncerSpec(PgBouncerSpec.PoolMode.TRANSACTION, 5, 500));

    @TempDir
    private static Path logs;

    static Stack stack;

    @TempDir
    Path raw;

    FaultRows rows;

    @BeforeAll
    static void startStack() throws MachineException, InterruptedException {
        stack = new NativeProvider(System.out::println).start(SMALL, logs);
    }

    @AfterAll
    static void stopStack() {
        stack.close();
    }

    @BeforeEach
    void rowsOfThisTest() {
        rows = new FaultRows(raw);
    }

    static FaultSpec fault(ProxyName on, Toxic toxic, Stream stream, double toxicity) {
        return new FaultSpec("fault", Duration.ZERO, Optional.empty(), on, toxic, stream, toxicity);
    }

    static ToxiproxyClient toxiproxy() {
        return new ToxiproxyClient(
                stack.toxiproxyApi().getHost(), stack.toxiproxyApi().getPort());
    }

    /** How many there are on both proxies. */
    static int toxics() {
        try {
            int count = 0;
            for (var proxy : toxiproxy().getProxies()) {
                count += proxy.toxics().getAll().size();
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void assertOk(CSVRecord row) {
        assertThat(row.get("ok"))
                .as("%s: expected %s, observed %s", row.get("phase"), row.get("expected"), row.get("observed"))
                .isEqualTo("true");
    }
}
