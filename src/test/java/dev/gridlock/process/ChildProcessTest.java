package dev.gridlock.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a process that ends. */
class ChildProcessTest {

    @TempDir
    private Path folder;

    @Test
    void itsExitCodeIsToldThoughItsOutputEndedBefore() throws Exception {
        try (ChildProcess child = shell("echo begun; exec >&- 2>&-; sleep 0.2; exit 7")) {
            assertThatThrownBy(() -> child.awaitLine(Pattern.compile("ready"), "it was ready", Duration.ofSeconds(30)))
                    .isInstanceOf(MachineException.class)
                    .hasMessageStartingWith("child ended before it was ready (exit code 7)")
                    .hasMessageContaining("begun");
        }
    }

    @Test
    void itsExitCodeIsToldThoughItsInputEndedBefore() throws Exception {
        try (ChildProcess child = shell("exec <&-; echo deaf; sleep 0.2; exit 7")) {
            child.awaitLine(Pattern.compile("deaf"), "it was deaf", Duration.ofSeconds(30));
            assertThatThrownBy(() -> child.send("go"))
                    .isInstanceOf(MachineException.class)
                    .hasMessageStartingWith("child no longer reads its input (exit code 7)");
        }
    }

    private ChildProcess shell(String script) throws MachineException {
        return ChildProcess.start(
                ChildProcess.Command.of("child", folder.resolve("child.log"), List.of("sh", "-c", script)));
    }
}
