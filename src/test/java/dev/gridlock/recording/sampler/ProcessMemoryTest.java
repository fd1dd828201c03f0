package dev.gridlock.recording.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {

    @TempDir
    Path proc;

    @Test
    void pssOfAProcessAndItsChildrenIsSummed() throws IOException {
        process(1, "2 3", 100, 10L);
        process(2, "", 200, 20L);
        process(3, "", 300, 30L);
        assertThat(new ProcessMemory(proc, 1).sum().bytes()).isEqualTo(60 * 1024);
    }

    @Test
    void rssIsSummedAndSaidWherePssMayNotBeRead() throws IOException {
        process(1, "2", 100, 10L);
        process(2, "", 200, null);
        ProcessMemory.Sum sum = new ProcessMemory(proc, 1).sum();
        assertThat(sum.bytes()).isEqualTo(300 * 1024);
        assertThat(sum.measure()).contains("RSS");
    }

    @Test
    void childThatHasJustEndedIsLeftOut() throws IOException {
        process(1, "2", 100, 10L);
        ProcessMemory.Sum sum = new ProcessMemory(proc, 1).sum();
        assertThat(sum.bytes()).isEqualTo(10 * 1024);
        assertThat(sum.measure()).contains("PSS");
    }

    @Test
    void processThatIsGoneIsAnError() {
        assertThatThrownBy(() -> new ProcessMemory(proc, 7).sum()).isInstanceOf(IOException.class);
    }

    private void process(int pid, String children, long rssKib, @Nullable Long pssKib) throws IOException {
        Path own = proc.resolve(Integer.toString(pid));
        Path task = Files.createDirectories(own.resolve("task").resolve(Integer.toString(pid)));
        Files.writeString(task.resolve("children"), children + " ");
        Files.writeString(own.resolve("status"), "Name:\tpostgres\nVmRSS:\t" + rssKib + " kB\n");
        if (pssKib != null) {
            Files.writeString(own.resolve("smaps_rollup"), "Rss:\t1 kB\nPss:\t" + pssKib + " kB\nPss_Anon: 5 kB\n");
        }
    }
}
