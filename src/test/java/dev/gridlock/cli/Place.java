package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Where a test runs Gridlock: a folder of its own for temporary files and for runs, so that whatever is there or names it
 * is of this test. Everybody may read it: as root the servers run as another user.
 */
final class Place implements AutoCloseable {

    static final Path CHECKOUT = Path.of("").toAbsolutePath();
    static final Path TINY = scenario("tiny");
    static final Path LONG = scenario("long");
    static final Path INVARIANTS = scenario("invariants");

    private final Path folder;

    Place() throws IOException {
        folder = Files.createTempDirectory("gridlock-it");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(temporary());
    }

    private static Path scenario(String name) {
        return CHECKOUT.resolve("src/test/resources/dev/gridlock/cli/" + name + ".yml");
    }

    /** What a checkout has after its first start; the libraries need no copy. */
    static Path checkoutIn(Path folder) throws IOException {
        Files.copy(CHECKOUT.resolve("gridlock"), folder.resolve("gridlock"));
        assertThat(folder.resolve("gridlock").toFile().setExecutable(true)).isTrue();
        Files.copy(
                CHECKOUT.resolve(".mvn/jdk25.sh"),
                Files.createDirectory(folder.resolve(".mvn")).resolve("jdk25.sh"));
        Files.createFile(folder.resolve("pom.xml"));
        Files.createDirectories(folder.resolve("src/main"));
        Path target = Files.createDirectory(folder.resolve("target"));
        Files.copy(CHECKOUT.resolve("target/gridlock.jar"), target.resolve("gridlock.jar"));
        Files.createSymbolicLink(target.resolve("lib"), CHECKOUT.resolve("target/lib"));
        Files.createFile(target.resolve(".built"));
        return folder;
    }

    Path folder() {
        return folder;
    }

    Path temporary() {
        return folder.resolve("tmp");
    }

    Path runs() {
        return folder.resolve("runs");
    }

    /** Starts {@code ./gridlock run} here. */
    Launched run(Path scenario, String... options) throws IOException {
        return gridlock(
                Stream.concat(Stream.of("run", scenario.toString(), "--out", runs().toString()), Arrays.stream(options))
                        .toArray(String[]::new));
    }

    Launched gridlock(String... words) throws IOException {
        return Launched.start(CHECKOUT, Map.of("TMPDIR", temporary().toString()), folder, List.of(words));
    }

    /** A folder for {@code PATH} with what the launcher needs, and neither parts nor a container engine. */
    Path folderOfBasicTools() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("bash", "sh", "env", "find", "dirname", "readlink", "grep", "setpriv", "setsid")) {
            Path program = Path.of("/usr/bin", tool);
            if (Files.exists(program)) {
                Files.createSymbolicLink(bin.resolve(tool), program);
            }
        }
        return bin;
    }

    /** The folder of the newest run. */
    Path lastRun() throws IOException {
        return runs().resolve("latest").toRealPath();
    }

    /** The one process of a run here whose command line contains a word; not a child that has just been forked from it. */
    ProcessHandle part(String word) {
        List<ProcessHandle> found = processes().stream()
                .filter(process -> commandLine(process).contains(word))
                .filter(process -> process.parent()
                        .filter(parent -> commandLine(parent).contains(word))
                        .isEmpty())
                .toList();
        assertThat(found).as("processes with %s", word).hasSize(1);
        return found.getFirst();
    }

    /** Every process here: all parts have a file or folder of the run on their command line. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(folder.toString()))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    /** Neither a process nor a server's folder. */
    void assertNothingIsLeft() throws IOException {
        assertNobodyIsLeft();
        assertThat(serverFolders()).isEmpty();
    }

    /** No process; one that was killed by the kernel with its parent may need a moment. */
    void assertNobodyIsLeft() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(processes()).extracting(Place::commandLine).isEmpty());
    }

    List<Path> serverFolders() throws IOException {
        try (Stream<Path> all = Files.walk(temporary(), 2)) {
            return all.filter(path -> String.valueOf(path.getFileName()).startsWith("run-") && Files.isDirectory(path))
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
