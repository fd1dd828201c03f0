package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.MachineException;
import dev.gridlock.process.Signals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A stack of processes. */
class NativeStackIT extends StackContract {

    @Override
    StackProvider provider() {
        return new NativeProvider(System.out::println);
    }

    @Test
    void twoStacksRunSideBySideAndTheSecondLeavesNothing() throws Exception {
        Path folder;
        List<ProcessHandle> processes;
        try (Stack second = new NativeProvider(System.out::println).start(Scenarios.outage(), logs.resolve("second"))) {
            folder = Path.of(second.postgresLogs().place()).resolve("..").normalize();
            processes = ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().arguments().stream()
                            .flatMap(java.util.Arrays::stream)
                            .anyMatch(argument -> argument.startsWith(folder.toString())))
                    .toList();
            assertThat(processes).as("postgres, pgbouncer, toxiproxy").hasSizeGreaterThanOrEqualTo(3);
            assertThat(Map.of(
                                    "first", asked(stack.application(), "SHOW port"),
                                    "second", asked(second.application(), "SHOW port"))
                            .values())
                    .doesNotHaveDuplicates();
            stack.requireAlive();
            second.requireAlive();
        }
        assertThat(folder).doesNotExist();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(logs.resolve("second/postgresql.json")).isNotEmptyFile();
        stack.requireAlive();
    }

    @Test
    void aPartThatDiesInMidRunIsNamed() throws Exception {
        try (Stack doomed = new NativeProvider(System.out::println).start(Scenarios.outage(), logs.resolve("doomed"))) {
            doomed.requireAlive();
            Signals.send("QUIT", doomed.postmasterPid().orElseThrow());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThatThrownBy(doomed::requireAlive)
                            .isInstanceOf(MachineException.class)
                            .hasMessageContaining("postgres has died")
                            .hasMessageContaining("received immediate shutdown request"));
        }
    }
}
