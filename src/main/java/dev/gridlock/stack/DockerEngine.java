package dev.gridlock.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether a container engine of this machine answers; looked at without Testcontainers, which would take its time and
 * say too little. The sockets are those that Testcontainers would use, in its order.
 */
final class DockerEngine {

    /** Of one look. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** An engine that lets so many go by is as good as none; one may meet it while it is busy. */
    static final int LOOKS = 3;

    /** Docker 20.10, of 2020: the oldest that it was tried with. */
    static final int OLDEST_MINOR = 41;

    private static final String INSTALL =
            "install Docker (Debian: apt-get install docker.io), or use --provider native";

    private DockerEngine() {}

    /** What a look finds. */
    sealed interface Look {
        /** It is there and can be used; version as it says it, e.g. {@code 28.2.2}. */
        record Answers(String version) implements Look {}

        /**
         * It is not.
         *
         * @param why one sentence
         * @param whatToDo for who wants it
         */
        record Silent(String why, String whatToDo) implements Look {}
    }

    /** Looks, three times two seconds at most. */
    static Look look() throws InterruptedException {
        return look(System.getenv(), Path.of("/var/run/docker.sock"), Path.of(System.getProperty("user.home")));
    }

    static Look look(Map<String, String> environment, Path standard, Path home) throws InterruptedException {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        if (!host.isEmpty() && !host.startsWith("unix://")) {
            return new Look.Silent(
                    "DOCKER_HOST is " + host
                            + ", not a socket of this machine, and the ports of a stack are published on"
                            + " its engine's 127.0.0.1 only",
                    "set DOCKER_HOST to unix:///var/run/docker.sock or the like, or use --provider native");
        }
        List<Path> sockets = sockets(host, environment, standard, home);
        for (Path socket : sockets) {
            if (Files.exists(socket)) {
                return askAgainWhileSilent(socket);
            }
        }
        return new Look.Silent(
                "no container engine is here: there is no "
                        + String.join(
                                ", no ", sockets.stream().map(Path::toString).toList()),
                INSTALL);
    }

    private static List<Path> sockets(String host, Map<String, String> environment, Path standard, Path home) {
        if (!host.isEmpty()) {
            return List.of(Path.of(URI.create(host).getPath()));
        }
        List<Path> sockets = new ArrayList<>(List.of(standard));
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isEmpty()) {
            sockets.add(Path.of(runtime, "docker.sock")); // rootless
        }
        sockets.add(home.resolve(".docker/run/docker.sock"));
        sockets.add(home.resolve(".docker/desktop/docker.sock"));
        return sockets;
    }

    private static Look askAgainWhileSilent(Path socket) throws InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            Optional<Look> answer = ask(socket);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return new Look.Silent(
                "the container engine at " + socket + " did not answer within " + PATIENCE.toSeconds() + " s, " + LOOKS
                        + " times",
                "look at its log (journalctl -u docker), restart it, or use --provider native");
    }

    /** Empty: it took the question, and said nothing in time. */
    private static Optional<Look> ask(Path socket) throws InterruptedException {
        if (!Files.isReadable(socket) || !Files.isWritable(socket)) {
            return Optional.of(new Look.Silent(
                    "this user may not use the container engine's socket " + socket,
                    "join its group (sudo usermod -aG docker \"$USER\", then log in again), run Docker rootless, or use"
                            + " --provider native"));
        }
        CompletableFuture<Look> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(judged(socket, version(socket)));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return Optional.of(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(new Look.Silent(
                    "no container engine answers at " + socket + ": " + Causes.deepest(e),
                    "start it (systemctl start docker, or dockerd), or use --provider native"));
        }
    }

    private static JsonNode version(Path socket) throws IOException {
        try (ZerodepDockerHttpClient client = new ZerodepDockerHttpClient.Builder()
                        .dockerHost(URI.create("unix://" + socket))
                        .connectionTimeout(PATIENCE)
                        .responseTimeout(PATIENCE)
                        .build();
                DockerHttpClient.Response response = client.execute(DockerHttpClient.Request.builder()
                        .method(DockerHttpClient.Request.Method.GET)
                        .path("/version")
                        .build())) {
            return new ObjectMapper().readTree(response.getBody());
        }
    }

    private static Look judged(Path socket, JsonNode said) {
        String version = said.path("Version").asText("");
        String api = said.path("ApiVersion").asText("");
        if (version.isEmpty() || !api.matches("\\d+\\.\\d+")) {
            return new Look.Silent("what answers at " + socket + " is no container engine: " + said, INSTALL);
        }
        int minor = Integer.parseInt(api.substring(api.indexOf('.') + 1));
        if (api.startsWith("1.") && minor < OLDEST_MINOR) {
            return new Look.Silent(
                    "the container engine " + version + " is too old: its API is " + api + ", expected 1."
                            + OLDEST_MINOR + " (Docker 20.10) or later",
                    "upgrade it, or use --provider native");
        }
        return new Look.Answers(version);
    }
}
