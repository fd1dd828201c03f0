package dev.gridlock.recording.sampler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Memory of a process and its children from {@code /proc} (proc(5)): PSS, which shares out shared pages so that a sum over
 * processes counts shared_buffers once; or RSS, which counts them in every process, where PSS may not be read.
 */
final class ProcessMemory {

    private static final long KIB = 1024;

    private final Path proc;
    private final long pid;

    ProcessMemory(long pid) {
        this(Path.of("/proc"), pid);
    }

    ProcessMemory(Path proc, long pid) {
        this.proc = proc;
        this.pid = pid;
    }

    /**
     * @param bytes summed over the processes
     * @param measure what was summed, for people
     */
    record Sum(long bytes, String measure) {}

    /**
     * @throws IOException when the process is gone
     */
    Sum sum() throws IOException {
        List<Path> processes = processes();
        OptionalLong pss = sumOfPss(processes);
        return pss.isPresent()
                ? new Sum(pss.getAsLong(), "sum of PSS (smaps_rollup) of the postmaster and its children")
                : new Sum(
                        processes.stream().mapToLong(ProcessMemory::rss).sum(),
                        "sum of RSS, shared pages counted in each process: smaps_rollup may not be read");
    }

    /** Empty when that of one which is still there may not be read. */
    private static OptionalLong sumOfPss(List<Path> processes) {
        long sum = 0;
        for (Path process : processes) {
            OptionalLong own = pss(process);
            if (own.isEmpty() && Files.exists(process)) {
                return OptionalLong.empty();
            }
            sum += own.orElse(0);
        }
        return OptionalLong.of(sum);
    }

    private List<Path> processes() throws IOException {
        List<Path> processes = new ArrayList<>();
        Path own = proc.resolve(Long.toString(pid));
        processes.add(own);
        // Children are listed by the thread that forked them; the postmaster has one thread.
        String children =
                Files.readString(own.resolve("task").resolve(Long.toString(pid)).resolve("children"));
        for (String child : children.strip().split(" ")) {
            if (!child.isEmpty()) {
                processes.add(proc.resolve(child));
            }
        }
        return processes;
    }

    /** Empty when it may not be read, or the process has just ended. */
    private static OptionalLong pss(Path process) {
        try {
            for (String line : Files.readAllLines(process.resolve("smaps_rollup"), StandardCharsets.UTF_8)) {
                if (line.startsWith("Pss:")) {
                    return OptionalLong.of(Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB);
                }
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static long rss(Path process) {
        try {
            for (String line : Files.readAllLines(process.resolve("status"), StandardCharsets.UTF_8)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB;
                }
            }
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
