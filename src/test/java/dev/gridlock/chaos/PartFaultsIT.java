package dev.gridlock.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.scenario.FaultSpec.Disruption;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import dev.gridlock.scenario.FaultSpec.Toxic;
import dev.gridlock.stack.Containers;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.DockerProvider;
import dev.gridlock.stack.LiveEngine;
import dev.gridlock.stack.Stack;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault of a part on a real stack of containers. */
@ExtendWith(LiveEngine.class)
@ResourceLock(value = LiveEngine.LEFTOVERS, mode = ResourceAccessMode.READ)
class PartFaultsIT {

    @TempDir
    private static Path logs;

    private static Stack stack;

    @TempDir
    private Path raw;

    @BeforeAll
    static void startStack() throws MachineException, InterruptedException {
        stack = new DockerProvider(System.out::println).start(ChaosOnAStack.SMALL, logs);
    }

    @AfterAll
    static void stopStack() {
        stack.close();
    }

    @ParameterizedTest
    @EnumSource
    void pauseIsProvenAndHealed(ProxyName on) throws Exception {
        assertProvenAndHealed(on, new Disruption.Pause());
    }

    @ParameterizedTest
    @EnumSource
    void killIsProvenAndThePartAnswersAgain(ProxyName on) throws Exception {
        assertProvenAndHealed(on, new Disruption.Kill());
    }

    @ParameterizedTest
    @EnumSource
    void restartCutsWhatWasOpen(ProxyName on) throws Exception {
        assertProvenAndHealed(on, new Disruption.Restart());
    }

    @ParameterizedTest
    @EnumSource
    void cpuIsLimitedByTheKernelsOwnWord(ProxyName on) throws Exception {
        assertProvenAndHealed(on, new Disruption.Cpu(0.2));
    }

    @ParameterizedTest
    @EnumSource
    void memoryIsLimitedByTheKernelsOwnWord(ProxyName on) throws Exception {
        assertProvenAndHealed(on, new Disruption.Memory(300L << 20));
    }

    @ParameterizedTest
    @EnumSource
    void partitionIsProvenAndObserversComeBackWithThePart(ProxyName on) throws Exception {
        assertProvenAndHealed(on, new Disruption.NetworkPartition());
    }

    @Test
    void committedWorkSurvivesAKill() throws Exception {
        execute(stack.observer(), "CREATE TABLE kept (id int)");
        execute(stack.observer(), "INSERT INTO kept VALUES (42)");
        assertProvenAndHealed(ProxyName.POSTGRES, new Disruption.Kill());
        execute(stack.observer(), "DO $$ BEGIN ASSERT (SELECT count(*) FROM kept) = 1; END $$");
    }

    /** A backend that needs more than the limit is killed by the kernel, and that is found. */
    @Test
    void anOomKillIsFoundAndNamed() throws Exception {
        Containers containers = stack.containers().orElseThrow();
        int before = containers.oomKills().size();
        containers.limitMemory(ProxyName.POSTGRES, 96L << 20);
        try {
            execute(
                    stack.observer(),
                    "SET work_mem = '1GB'; SELECT count(*) FROM (SELECT array_agg(i)"
                            + " FROM generate_series(1, 30000000) i) a");
        } catch (SQLException killed) {
            assertThat(killed.getSQLState()).isIn("08006", "57P02");
        } finally {
            containers.restoreMemory(ProxyName.POSTGRES);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(containers.oomKills()).hasSizeGreaterThan(before));
        assertThat(containers.oomKills().getLast().part()).isEqualTo(ProxyName.POSTGRES);
        Login.await(stack.observer());
        stack.requireAlive();
    }

    /** Somebody else thaws the part before the probe: then the proof must fail. */
    @Test
    void proofFailsWhenTheFaultIsUndoneBehindOurBack() throws Exception {
        FaultSpec spec = spec(ProxyName.PGBOUNCER, new Disruption.Pause());
        Door door = Door.of(spec, stack);
        try (FaultLog log = new FaultLog(raw, RunClock.startingNow())) {
            Fault fault = new PauseFault(thawing(), ProxyName.PGBOUNCER);
            FaultRun run = new FaultRun(1, spec, fault, door, new Toxics(stack.toxiproxyApi()), log);
            run.steady();
            run.apply();
        }
        assertThat(new FaultRows(raw).of("apply").get("ok")).isEqualTo("true");
        assertThat(new FaultRows(raw).of("proof").get("ok")).isEqualTo("false");
    }

    /** The toxic lets nothing through its proxy until the end, longer than the pause. */
    @ParameterizedTest
    @EnumSource
    void aToxicOfTheSameProxyDoesNotHideThatAPartIsBack(ProxyName on) throws Exception {
        FaultSpec cut = new FaultSpec(
                "cut",
                Duration.ZERO,
                Optional.empty(),
                on,
                new Toxic.Timeout(Duration.ZERO),
                FaultSpec.Stream.DOWNSTREAM,
                1);
        try (ChaosTimeline timeline = ChaosTimeline.start(
                List.of(cut, spec(on, new Disruption.Restart())), stack, RunClock.startingNow(), raw)) {
            timeline.prepare();
            timeline.begin();
            timeline.endOfLoad();
        }
        assertThat(new FaultRows(raw).all()).hasSize(10).allSatisfy(ChaosOnAStack::assertOk);
    }

    /** What the toxic does looks like a pause. */
    @Test
    void aToxicOfTheSameProxyDoesNotFeignAFaultThatIsUndoneBehindOurBack() throws Exception {
        FaultSpec spec = spec(ProxyName.PGBOUNCER, new Disruption.Pause());
        FaultSpec cut = new FaultSpec(
                "cut",
                Duration.ZERO,
                Optional.empty(),
                ProxyName.PGBOUNCER,
                new Toxic.Timeout(Duration.ZERO),
                FaultSpec.Stream.DOWNSTREAM,
                1);
        Toxics toxics = new Toxics(stack.toxiproxyApi());
        try (FaultLog log = new FaultLog(raw, RunClock.startingNow())) {
            FaultRun run = new FaultRun(
                    1, spec, new PauseFault(thawing(), ProxyName.PGBOUNCER), Door.of(spec, stack), toxics, log);
            run.steady();
            toxics.add("cut", cut, (ToxicFault) Faults.of(cut, stack));
            run.apply();
        } finally {
            toxics.remove("cut", ProxyName.PGBOUNCER);
        }
        assertThat(new FaultRows(raw).of("proof").get("ok")).isEqualTo("false");
    }

    @Test
    void aPartThatAFaultHasDownIsNoDeath() throws Exception {
        Containers containers = stack.containers().orElseThrow();
        containers.kill(ProxyName.PGBOUNCER);
        try {
            stack.requireAlive();
        } finally {
            containers.start(ProxyName.PGBOUNCER);
        }
        Login.await(stack.pgbouncerConsole());
        stack.requireAlive();
    }

    /** Containers of which one that is paused is thawed at once. */
    private static Containers thawing() {
        Containers containers = stack.containers().orElseThrow();
        return (Containers) Proxy.newProxyInstance(
                PartFaultsIT.class.getClassLoader(), new Class<?>[] {Containers.class}, (_, method, arguments) -> {
                    Object result = method.invoke(containers, arguments);
                    if (method.getName().equals("pause")) {
                        containers.unpause(ProxyName.PGBOUNCER);
                    }
                    return result;
                });
    }

    private void assertProvenAndHealed(ProxyName on, Disruption disruption) throws Exception {
        try (ChaosTimeline timeline =
                ChaosTimeline.start(List.of(spec(on, disruption)), stack, RunClock.startingNow(), raw)) {
            timeline.prepare();
            timeline.begin();
            stack.requireAlive();
            timeline.endOfLoad();
        }
        for (String phase : List.of("steady", "apply", "proof", "heal", "healed")) {
            ChaosOnAStack.assertOk(new FaultRows(raw).of(phase));
        }
        stack.requireAlive();
        Login.await(stack.observer());
        execute(stack.observer(), "SELECT 1");
        execute(stack.application(), "SELECT 1");
    }

    private static FaultSpec spec(ProxyName on, Disruption disruption) {
        return FaultSpec.disruption("fault", Duration.ZERO, Optional.empty(), on, disruption);
    }

    private static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
