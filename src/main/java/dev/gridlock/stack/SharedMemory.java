package dev.gridlock.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The shared memory that PostgreSQL takes from the machine. */
final class SharedMemory {

    /** Docker gives a container 64 MiB of /dev/shm, which parallel queries of this workload stay far below. */
    static final long ENOUGH_BYTES = 32L << 20;

    private static final Path POSIX = Path.of("/dev/shm");
    private static final int SEGMENT_LINE = 6;
    private static final Duration LAST_CHILD = Duration.ofSeconds(20);

    private SharedMemory() {}

    /** Free bytes of {@code /dev/shm}; 0 where there is none. */
    static long freePosixBytes() {
        try {
            return Files.isWritable(POSIX) ? Files.getFileStore(POSIX).getUsableSpace() : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Whether dynamic shared memory can be POSIX segments; otherwise it is files in the data folder ({@code mmap}). */
    static boolean hasRoomForPosixSegments() {
        return freePosixBytes() >= ENOUGH_BYTES;
    }

    /**
     * Frees the System V segment of a server that was killed: its key and id are in line 7 of {@code postmaster.pid},
     * which a server that ended properly has removed. A segment that anyone is attached to is left alone.
     *
     * @return its id when one was freed
     */
    static Optional<String> freeSegmentOf(Path cluster) {
        try {
            Path file = cluster.resolve("postmaster.pid");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.size() <= SEGMENT_LINE) {
                return Optional.empty();
            }
            String[] keyAndId = lines.get(SEGMENT_LINE).trim().split("\\s+");
            if (keyAndId.length != 2 || !isAbandonedSoon((int) Long.parseLong(keyAndId[0]), keyAndId[1])) {
                return Optional.empty();
            }
            Process ipcrm = new ProcessBuilder("ipcrm", "-m", keyAndId[1])
                    .redirectErrorStream(true)
                    .start();
            boolean freed = ipcrm.waitFor(5, TimeUnit.SECONDS) && ipcrm.exitValue() == 0;
            return freed ? Optional.of(keyAndId[1]) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // 56 bytes until the next boot
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The children of a killed postmaster notice its death and go, but not at once. */
    private static boolean isAbandonedSoon(int key, String id) throws IOException, InterruptedException {
        long end = System.nanoTime() + LAST_CHILD.toNanos();
        Optional<Integer> attached = attached(key, id);
        while (attached.isPresent() && attached.get() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
            attached = attached(key, id);
        }
        return attached.isPresent() && attached.get() == 0;
    }

    /** How many are attached to a segment, by /proc/sysvipc/shm (proc(5)): key shmid perms size cpid lpid nattch … */
    private static Optional<Integer> attached(int key, String id) throws IOException {
        return Files.readAllLines(Path.of("/proc/sysvipc/shm")).stream()
                .map(line -> line.trim().split("\\s+"))
                .filter(row -> row[0].equals(Integer.toString(key)) && row[1].equals(id))
                .map(row -> Integer.parseInt(row[6]))
                .findFirst();
    }
}
