package dev.gridlock.stack;

import dev.gridlock.process.Executables;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * PostgreSQL's programs.
 *
 * @param bin folder of {@code postgres} and {@code initdb}
 * @param version as {@code postgres --version} says it, e.g. {@code 18.6}
 */
record PostgresInstallation(Path bin, String version) {

    /** {@code log_destination jsonlog} came with 15. */
    static final int OLDEST_MAJOR = 15;

    private static final String BUNDLED = "/postgres-linux-x86_64.txz";
    private static final String TOOL = "postgresql-linux-x86_64-";
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*)");

    int major() {
        return Integer.parseInt(version.replaceFirst("\\D.*", ""));
    }

    Path program(String name) {
        return bin.resolve(name);
    }

    /**
     * The programs of a major version: the bundled ones (zonky's, on the class path) when they are of that version,
     * else those of the machine.
     *
     * @throws MachineException when there are none, saying which versions there are
     */
    static PostgresInstallation find(int major, ToolCache cache, Consumer<String> progress)
            throws MachineException, InterruptedException {
        Optional<PostgresInstallation> bundled = bundled(cache, progress);
        if (bundled.isPresent() && bundled.get().major() == major) {
            return bundled.get();
        }
        List<PostgresInstallation> available = available(cache);
        if (major < OLDEST_MAJOR) {
            throw new MachineException("PostgreSQL " + major + " has no jsonlog, which the recording reads (new in "
                    + OLDEST_MAJOR + "); set postgres.version to one of: " + listed(available));
        }
        return available.stream()
                .filter(found -> found.major() == major)
                .findFirst()
                .orElseThrow(() -> new MachineException("the scenario asks for PostgreSQL " + major
                        + ", and there are: "
                        + listed(available) + "\n  set postgres.version to one of these, or install it (Debian: apt-get"
                        + " install postgresql-" + major + ")"));
    }

    /** What is here without unpacking anything: the bundled programs, if unpacked before, and the machine's. */
    static List<PostgresInstallation> available(ToolCache cache) throws MachineException, InterruptedException {
        List<PostgresInstallation> available = new ArrayList<>();
        Optional<URL> archive = archive();
        if (archive.isPresent() && cache.has(tool(archive.get()))) {
            available.add(at(cache.folder(tool(archive.get())).resolve("bin")));
        }
        for (Path bin : binFolders()) {
            available.add(at(bin));
        }
        return available;
    }

    /** Whether there are bundled programs for this machine. */
    static boolean isBundled() {
        return archive().isPresent();
    }

    private static Optional<URL> archive() {
        boolean runsHere = System.getProperty("os.name").equals("Linux")
                && Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
        return Optional.ofNullable(PostgresInstallation.class.getResource(BUNDLED))
                .filter(archive -> runsHere);
    }

    /** Unpacks the bundled programs when that was not done before; empty on another machine than Linux on x86-64. */
    static Optional<PostgresInstallation> bundled(ToolCache cache, Consumer<String> progress)
            throws MachineException, InterruptedException {
        Optional<URL> archive = archive();
        if (archive.isEmpty()) {
            return Optional.empty();
        }
        String tool = tool(archive.get());
        Path home = cache.install(tool, folder -> {
            progress.accept("unpacking PostgreSQL into " + cache.folder(tool));
            try (InputStream in = archive.get().openStream()) {
                Tarball.unpack(in, folder);
            }
        });
        return Optional.of(at(home.resolve("bin")));
    }

    /** Names the archive's content without reading it, by its checksum in the jar's directory. */
    private static String tool(URL archive) throws MachineException {
        try {
            URLConnection connection = archive.openConnection();
            if (connection instanceof JarURLConnection jar) {
                return TOOL + Long.toHexString(jar.getJarEntry().getCrc());
            }
            return TOOL + connection.getContentLengthLong();
        } catch (IOException e) {
            throw new MachineException("the bundled PostgreSQL " + archive + " cannot be read: " + e, e);
        }
    }

    private static PostgresInstallation at(Path bin) throws MachineException, InterruptedException {
        Path postgres = bin.resolve("postgres");
        String said = Programs.version("postgres", List.of(postgres.toString(), "--version"), VERSION);
        return new PostgresInstallation(bin, said);
    }

    /** Where the distributions put the server's programs. */
    private static Set<Path> binFolders() {
        Set<Path> folders = new LinkedHashSet<>();
        for (String[] place :
                new String[][] {{"/usr/lib/postgresql", "*"}, {"/usr", "pgsql-*"}, {"/usr/local", "pgsql"}}) {
            if (!Files.isDirectory(Path.of(place[0]))) {
                continue;
            }
            try (DirectoryStream<Path> homes = Files.newDirectoryStream(Path.of(place[0]), place[1])) {
                homes.forEach(home -> folders.add(home.resolve("bin")));
            } catch (IOException e) {
                continue; // a folder that we may not list holds nothing that we may run
            }
        }
        Executables.onPath("postgres").map(Path::getParent).ifPresent(folders::add);
        folders.removeIf(
                bin -> !Files.isExecutable(bin.resolve("postgres")) || !Files.isExecutable(bin.resolve("initdb")));
        return folders;
    }

    static String listed(List<PostgresInstallation> available) {
        return available.isEmpty()
                ? "none"
                : available.stream()
                        .map(found -> found.version() + " in " + found.bin())
                        .collect(Collectors.joining(", "));
    }
}
