package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Small disks for tests, and a launcher that sees mounts of its own; where this user may mount none, tests are skipped. */
final class Mounts {

    private Mounts() {}

    /** Skips the test, by its name in the output, where this user may not mount. */
    static void require(String test) {
        boolean may = succeeds("unshare", "--mount", "sh", "-ec", "mount -t tmpfs tmpfs /mnt");
        if (!may) {
            System.out.println("SKIPPED: " + test + ": this user may not mount a small disk");
        }
        assumeTrue(may, "this user may not mount a small disk");
    }

    /** The words before a launcher that give it a mount namespace of its own, changed by a shell script. */
    static List<String> ownNamespace(String script) {
        return List.of("unshare", "--mount", "sh", "-ec", script + "\nexec \"$0\" \"$@\"");
    }

    /** Mounts an empty disk on a folder; anybody may enter it. */
    static void mount(Path folder, String size) {
        assertThat(succeeds("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=755", "tmpfs", folder.toString()))
                .isTrue();
    }

    /** Makes it smaller or larger. */
    static boolean resized(Path folder, String size) {
        return succeeds("mount", "-o", "remount,size=" + size, folder.toString());
    }

    /** Takes away all room that is left, whoever is writing meanwhile. */
    static void leaveNoRoom(Path disk) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> resized(disk, usedBytes(disk) + "") && freeBytes(disk) == 0);
    }

    static long freeBytes(Path disk) {
        try {
            return Files.getFileStore(disk).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long usedBytes(Path disk) throws IOException {
        return Files.getFileStore(disk).getTotalSpace() - freeBytes(disk);
    }

    /** Also when something still has a file open there. */
    static void unmount(Path folder) {
        var _ = succeeds("umount", "--lazy", folder.toString());
    }

    private static boolean succeeds(String... words) {
        try {
            return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
