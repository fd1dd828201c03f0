package dev.gridlock.stack;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.Executables;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A package of Debian or Ubuntu, with the libraries that are missing here, unpacked into a folder of the tool cache.
 *
 * <p>It needs no root and installs nothing: apt gets lists and a cache of its own (tried with apt 2.6 on Debian 12).
 */
record DebianPackage(String name) {

    static final DebianPackage PGBOUNCER = new DebianPackage("pgbouncer");

    private static final Duration DEADLINE = Duration.ofMinutes(3);
    private static final Pattern TO_INSTALL = Pattern.compile("^Inst (\\S+) ");

    /** A package's files below its folder. */
    record Unpacked(Path root) {

        /** Value of {@code LD_LIBRARY_PATH}: each folder that holds shared libraries. */
        String libraryPath() {
            try (var files = Files.walk(root)) {
                return files
                        .filter(file -> file.toString().matches(".*/lib[^/]*\\.so[.0-9]*"))
                        .map(Path::getParent)
                        .map(String::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(":"));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + root, e);
            }
        }
    }

    private String tool(String distribution) {
        return name + "-" + distribution;
    }

    /** What an earlier install unpacked. */
    Optional<Unpacked> present(ToolCache cache) {
        return Optional.of(tool(distribution())).filter(cache::has).map(tool -> new Unpacked(cache.folder(tool)));
    }

    /** Whether this machine has apt and dpkg. */
    static boolean canBeFetched() {
        return Executables.onPath("apt-get").isPresent()
                && Executables.onPath("dpkg").isPresent();
    }

    /**
     * Downloads and unpacks it.
     *
     * @throws MachineException when this machine has no apt, or apt could not get it
     */
    Unpacked install(ToolCache cache, Consumer<String> progress) throws MachineException, InterruptedException {
        if (!canBeFetched()) {
            throw new MachineException(name + " is neither on PATH nor can it be fetched: apt-get and dpkg are not here"
                    + "\n  install it with this system's package manager (e.g. dnf install " + name + ", apk add "
                    + name
                    + ", brew install " + name + ")");
        }
        return new Unpacked(cache.install(tool(distribution()), folder -> {
            progress.accept("fetching " + name + " from the distribution's packages into "
                    + cache.folder(tool(distribution())));
            Path work = Files.createTempDirectory("gridlock-apt-");
            try {
                fetch(work, cache.root().resolve("install-" + name + ".log"));
                unpack(work, folder, cache.root().resolve("install-" + name + ".log"));
            } finally {
                Folders.delete(work);
            }
        }));
    }

    private void fetch(Path work, Path log) throws IOException, MachineException, InterruptedException {
        Files.createDirectories(work.resolve("lists/partial"));
        Files.createDirectories(work.resolve("cache/archives/partial"));
        Path downloads = Files.createDirectories(work.resolve("downloads"));
        try {
            run(log, apt(work, "update"));
        } catch (MachineException e) {
            // A third-party source that does not answer fails the update; what is missing is said by the next step.
            Files.writeString(log, e.getMessage() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        List<String> wanted = new ArrayList<>(List.of(name));
        for (String line : run(log, apt(work, "--simulate", "--no-install-recommends", "install", name))) {
            Matcher matcher = TO_INSTALL.matcher(line);
            // Its libraries; not the scripts and services that a real installation would bring along.
            if (matcher.find()
                    && matcher.group(1).startsWith("lib")
                    && !matcher.group(1).endsWith("-perl")) {
                wanted.add(matcher.group(1));
            }
        }
        // apt downloads into the working directory.
        List<String> download = new ArrayList<>(List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", downloads.toString()));
        download.addAll(apt(work, "download"));
        download.addAll(wanted);
        run(log, download);
    }

    private static void unpack(Path work, Path into, Path log)
            throws IOException, MachineException, InterruptedException {
        try (DirectoryStream<Path> packages = Files.newDirectoryStream(work.resolve("downloads"), "*.deb")) {
            for (Path file : packages) {
                run(log, List.of("dpkg", "-x", file.toString(), into.toString()));
            }
        }
    }

    private static List<String> apt(Path work, String... command) {
        List<String> words = new ArrayList<>(List.of(
                "apt-get",
                "--quiet",
                "-o",
                "Dir::State::lists=" + work.resolve("lists"),
                "-o",
                "Dir::Cache=" + work.resolve("cache"),
                "-o",
                "Debug::NoLocking=1",
                "-o",
                "APT::Sandbox::User="));
        words.addAll(List.of(command));
        return words;
    }

    private static List<String> run(Path log, List<String> words) throws MachineException, InterruptedException {
        String name = words.getFirst().equals("sh") ? "apt-get download" : words.getFirst();
        return ChildProcess.run(
                ChildProcess.Command.of(name, log, words).withEnvironment(Map.of("LC_ALL", "C")), DEADLINE);
    }

    /** Libraries of one release do not fit another, and a cache may outlive an upgrade. */
    private static String distribution() {
        try {
            return Files.readAllLines(Path.of("/etc/os-release")).stream()
                    .filter(line -> line.matches("(ID|VERSION_ID)=.*"))
                    .map(line -> line.replaceFirst(".*?=", "").replace("\"", ""))
                    .collect(Collectors.joining("-"));
        } catch (IOException e) {
            return "unknown";
        }
    }
}
