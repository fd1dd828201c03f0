package dev.gridlock.stack;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.Executables;
import dev.gridlock.process.MachineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Where Toxiproxy's server is. */
record ToxiproxyProgram(Path file) {

    private static final String VERSION = "2.12.0";
    private static final String TOOL = "toxiproxy-" + VERSION;
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    /**
     * That on {@code PATH}, else built by Go into the cache (about 45 s on two cores, once).
     *
     * @throws MachineException when there is none and it cannot be built
     */
    static ToxiproxyProgram find(ToolCache cache, Consumer<String> progress)
            throws MachineException, InterruptedException {
        Optional<ToxiproxyProgram> here = present(cache);
        return here.isPresent() ? here.get() : build(cache, progress);
    }

    /** As {@link #find}, without building it. */
    static Optional<ToxiproxyProgram> present(ToolCache cache) {
        return Executables.onPath("toxiproxy-server")
                .or(() -> Optional.of(TOOL).filter(cache::has).map(tool -> builtIn(cache.folder(tool))))
                .map(ToxiproxyProgram::new);
    }

    /** Go, on {@code PATH} or where its installer puts it. */
    static Optional<Path> go() {
        Path installed = Path.of("/usr/local/go/bin/go");
        return Executables.onPath("go").or(() -> Optional.of(installed).filter(Files::isExecutable));
    }

    private static ToxiproxyProgram build(ToolCache cache, Consumer<String> progress)
            throws MachineException, InterruptedException {
        String go = go().orElseThrow(() -> new MachineException("toxiproxy-server is not on PATH, and there is no Go to"
                        + " build it with\n  put toxiproxy-server on PATH (github.com/Shopify/toxiproxy/releases), or"
                        + " install Go"))
                .toString();
        return new ToxiproxyProgram(builtIn(cache.install(TOOL, folder -> {
            progress.accept("building Toxiproxy " + VERSION + " into " + cache.folder(TOOL));
            ChildProcess.run(
                    ChildProcess.Command.of(
                                    "go install toxiproxy",
                                    cache.root().resolve("install-toxiproxy.log"),
                                    List.of(
                                            go,
                                            "install",
                                            // Otherwise it says that its version is "git".
                                            "-ldflags=-X github.com/Shopify/toxiproxy/v2.Version=" + VERSION,
                                            "github.com/Shopify/toxiproxy/v2/cmd/server@v" + VERSION))
                            // GOFLAGS of a developer's own (-mod=vendor, say) would break it; no C compiler is needed.
                            .withEnvironment(Map.of(
                                    "GOBIN",
                                    folder.toString(),
                                    "GOFLAGS",
                                    "",
                                    "GO111MODULE",
                                    "on",
                                    "CGO_ENABLED",
                                    "0")),
                    DEADLINE);
        })));
    }

    private static Path builtIn(Path folder) {
        return folder.resolve("server");
    }
}
