package dev.gridlock.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child JVM that does not start because of the environment. */
class JavaCommandTest {

    @TempDir
    private Path folder;

    /** What the child would run, were it to start. */
    static final class Nothing {
        public static void main(String[] words) {
            System.out.println("ready");
        }
    }

    @Test
    void optionsOfTheEnvironmentThatKeepAChildFromStartingAreNamed() {
        ChildProcess.Command command =
                child(List.of("-XX:+UseG1GC")).withEnvironment(Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseZGC -Da=b"));
        assertThatThrownBy(() -> ChildProcess.run(command, Duration.ofMinutes(1)))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("service failed (exit code 1)")
                .hasMessageContaining("Java was told more by its environment: JAVA_TOOL_OPTIONS=-XX:+UseZGC -Da=b");
    }

    @Test
    void anEnvironmentWithoutAnyIsNotBlamed() {
        assertThatThrownBy(() -> ChildProcess.run(child(List.of("-Xms2m", "-Xmx1m")), Duration.ofMinutes(1)))
                .isInstanceOf(MachineException.class)
                .hasMessageNotContaining("environment");
    }

    @Test
    void onlyAJvmTakesThem() {
        ChildProcess.Command command = ChildProcess.Command.of(
                        "sh", folder.resolve("log"), List.of("sh", "-c", "exit 1"))
                .withEnvironment(Map.of("JAVA_TOOL_OPTIONS", "-Da=b"));
        assertThatThrownBy(() -> ChildProcess.run(command, Duration.ofMinutes(1)))
                .isInstanceOf(MachineException.class)
                .hasMessageNotContaining("environment");
    }

    private ChildProcess.Command child(List<String> options) {
        return JavaCommand.of("service", folder.resolve("log"), options, Nothing.class, List.of());
    }
}
