package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolCacheTest {

    @TempDir
    Path temporary;

    private ToolCache cache() {
        return new ToolCache(temporary.resolve("a cache with spaces"));
    }

    @Test
    void installsOnceHoweverManyWantItAtOnce() throws Exception {
        AtomicInteger installs = new AtomicInteger();
        Callable<Path> want = () -> cache().install("tool-1", folder -> {
            installs.incrementAndGet();
            Files.writeString(folder.resolve("program"), "x");
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Path>> all = threads.invokeAll(List.of(want, want, want, want, want, want, want, want));
            for (Future<Path> one : all) {
                assertThat(one.get().resolve("program")).hasContent("x");
            }
        }
        assertThat(installs).hasValue(1);
    }

    @Test
    void aFailedInstallLeavesNoTool() throws Exception {
        assertThatThrownBy(() -> cache().install("tool-1", folder -> {
                    Files.writeString(folder.resolve("half"), "x");
                    throw new IOException("no space left on device");
                }))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("no space left on device")
                .hasMessageContaining("GRIDLOCK_CACHE");
        assertThat(cache().has("tool-1")).isFalse();
        assertThat(folders()).isEmpty();
    }

    @Test
    void aKilledInstallIsSweptByTheNext() throws Exception {
        Path dead = Files.createDirectories(cache().root().resolve(".tool-1.12345"));
        Files.writeString(dead.resolve("half"), "x");
        Path other = Files.createDirectories(cache().root().resolve(".tool-2.12345"));
        cache().install("tool-1", folder -> Files.writeString(folder.resolve("program"), "x"));
        assertThat(dead).doesNotExist();
        assertThat(other)
                .as("of another tool, which may be installed right now")
                .exists();
    }

    @Test
    void everyUserMayReadWhatWasInstalledUnderAStrictUmask() throws Exception {
        Path tool = cache().install("tool-1", folder -> {
            Path bin = Files.createDirectory(folder.resolve("bin"));
            Files.setPosixFilePermissions(bin, PosixFilePermissions.fromString("rwx------"));
            Path program = Files.writeString(bin.resolve("program"), "x");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        });
        for (Path path : List.of(tool, tool.resolve("bin"), tool.resolve("bin/program"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwxr-xr-x");
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsDiagnosed() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "in the way");
        assertThatThrownBy(() -> new ToolCache(file.resolve("cache")).install("tool-1", folder -> {}))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("GRIDLOCK_CACHE");
    }

    @Test
    void theCacheOfRootIsWhereTheServersUserCanReadIt() {
        Path home = Path.of("/home/someone");
        assertThat(ToolCache.location(Map.of(), true, home)).isEqualTo(Path.of("/var/cache/gridlock"));
        assertThat(ToolCache.location(Map.of(), false, home)).isEqualTo(home.resolve(".cache/gridlock"));
        assertThat(ToolCache.location(Map.of("XDG_CACHE_HOME", "/xdg"), false, home))
                .isEqualTo(Path.of("/xdg/gridlock"));
        assertThat(ToolCache.location(Map.of("XDG_CACHE_HOME", "relative"), false, home))
                .isEqualTo(home.resolve(".cache/gridlock"));
        assertThat(ToolCache.location(Map.of("GRIDLOCK_CACHE", "/chosen one"), true, home))
                .isEqualTo(Path.of("/chosen one"));
    }

    /** Java gives the home of a user without one as a question mark; no folder of that name is made where one stands. */
    @Test
    void theCacheOfAUserWithoutAHomeIsNoRelativePath() {
        assertThat(ToolCache.location(Map.of(), false, Path.of("?"))).isAbsolute();
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(cache().root())) {
            return all.filter(Files::isDirectory).toList();
        }
    }
}
