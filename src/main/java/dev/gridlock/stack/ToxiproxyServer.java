package dev.gridlock.stack;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.MachineException;
import dev.gridlock.scenario.FaultSpec.ProxyName;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A Toxiproxy of this run. */
final class ToxiproxyServer implements Part {

    private static final Duration START_DEADLINE = Duration.ofSeconds(20);
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ChildProcess process;
    private final URI api;
    private final ToxiproxyClient client;
    private final String version;

    private ToxiproxyServer(ChildProcess process, int port, String marker, AtomicBoolean failed)
            throws MachineException, InterruptedException {
        this.process = process;
        this.api = URI.create("http://127.0.0.1:" + port);
        this.client = new ToxiproxyClient("127.0.0.1", port);
        try {
            awaitReady(marker, failed);
            client.getProxy(marker).delete();
            this.version = versionOf(client);
        } catch (IOException e) {
            process.stop(GRACE);
            throw process.failure("answers wrongly: " + e);
        } catch (MachineException | InterruptedException | RuntimeException e) {
            process.stop(GRACE);
            throw e;
        }
    }

    /** As its API says it. */
    static String versionOf(ToxiproxyClient client) throws IOException {
        return client.version().replaceAll("[^0-9A-Za-z.-]|\\bversion\\b", "");
    }

    static ToxiproxyServer start(ToxiproxyProgram program, RunFolder run, Path logs, FreePorts ports)
            throws MachineException, InterruptedException {
        return ports.start(port -> {
            // Two servers that want one port do not notice: the loser runs on without its API (2.12). A proxy that only
            // ours
            // knows of tells whose API answers.
            String marker = "run-" + UUID.randomUUID();
            Path config = run.path().resolve("toxiproxy.json");
            try {
                Files.writeString(config, """
                        [{"name": "%s", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:1", "enabled": false}]
                        """.formatted(marker));
            } catch (IOException e) {
                throw new MachineException("Toxiproxy's settings cannot be written: " + e, e);
            }
            AtomicBoolean failed = new AtomicBoolean();
            ChildProcess process = ChildProcess.start(ChildProcess.Command.of(
                            "toxiproxy",
                            logs.resolve("toxiproxy.log"),
                            List.of(
                                    program.file().toString(),
                                    "-host",
                                    "127.0.0.1",
                                    "-port",
                                    Integer.toString(port),
                                    "-config",
                                    config.toString()))
                    .withEnvironment(Map.of("LOG_LEVEL", "info"))
                    .onLine(line -> {
                        if (line.contains("\"level\":\"error\"")) {
                            failed.set(true);
                        }
                    }));
            run.record("toxiproxy", process.pid(), program.file());
            return new ToxiproxyServer(process, port, marker, failed);
        });
    }

    private void awaitReady(String marker, AtomicBoolean failed) throws MachineException, InterruptedException {
        long end = System.nanoTime() + START_DEADLINE.toNanos();
        while (!answersWith(marker)) {
            if (failed.get() || !process.isAlive()) {
                process.stop(GRACE);
                process.awaitExit(Duration.ZERO);
                throw process.failure("refused to start");
            }
            if (System.nanoTime() > end) {
                throw process.failure("did not answer within " + START_DEADLINE.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** With a deadline: whoever has the port may never answer. */
    private boolean answersWith(String marker) {
        try {
            URLConnection proxies = api.resolve("/proxies").toURL().openConnection();
            proxies.setConnectTimeout((int) ANSWER_DEADLINE.toMillis());
            proxies.setReadTimeout((int) ANSWER_DEADLINE.toMillis());
            try (InputStream answer = proxies.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8).contains(marker);
            }
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Makes a proxy.
     *
     * @return the port that it listens on, chosen by Toxiproxy itself
     */
    int proxy(ProxyName name, int upstreamPort) throws MachineException {
        try {
            String listen = client.createProxy(
                            name.name().toLowerCase(Locale.ROOT), "127.0.0.1:0", "127.0.0.1:" + upstreamPort)
                    .getListen();
            return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
        } catch (IOException e) {
            throw process.failure("could not make the proxy \"" + name + "\": " + e);
        }
    }

    URI api() {
        return api;
    }

    String version() {
        return version;
    }

    @Override
    public MachineException failure(String what) {
        return process.failure(what);
    }

    @Override
    public void requireAlive() throws MachineException {
        if (!process.isAlive()) {
            throw process.failure("has died");
        }
    }

    @Override
    public void close() {
        process.stop(GRACE);
    }
}
