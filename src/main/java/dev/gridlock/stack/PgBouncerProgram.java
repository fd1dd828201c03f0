package dev.gridlock.stack;

import dev.gridlock.process.Executables;
import dev.gridlock.process.MachineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Where PgBouncer is.
 *
 * @param environment what it needs to find its libraries
 */
record PgBouncerProgram(Path file, Map<String, String> environment) {

    private static final Pattern VERSION = Pattern.compile("PgBouncer (\\d\\S*)");

    /**
     * That on {@code PATH}, else the distribution's package, unpacked into the cache: no root, nothing installed.
     *
     * @throws MachineException when there is none and it cannot be got
     */
    static PgBouncerProgram find(ToolCache cache, Consumer<String> progress)
            throws MachineException, InterruptedException {
        Optional<PgBouncerProgram> here = present(cache);
        return here.isPresent() ? here.get() : unpacked(DebianPackage.PGBOUNCER.install(cache, progress));
    }

    /** As {@link #find}, without getting it. */
    static Optional<PgBouncerProgram> present(ToolCache cache) {
        return Executables.onPath("pgbouncer")
                .map(file -> new PgBouncerProgram(file, Map.of()))
                .or(() -> DebianPackage.PGBOUNCER.present(cache).map(PgBouncerProgram::unpacked));
    }

    /** As it says itself. */
    String version() throws MachineException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("env"));
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(List.of(file.toString(), "--version"));
        return Programs.version("pgbouncer", words, VERSION);
    }

    private static PgBouncerProgram unpacked(DebianPackage.Unpacked unpacked) {
        return new PgBouncerProgram(
                unpacked.root().resolve("usr/sbin/pgbouncer"), Map.of("LD_LIBRARY_PATH", unpacked.libraryPath()));
    }
}
