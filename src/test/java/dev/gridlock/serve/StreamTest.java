package dev.gridlock.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gridlock.live.LiveEvent;
import dev.gridlock.live.LiveFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What a page gets while a run goes on. */
class StreamTest extends ServedReports {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String RUN = "smoke/20261125T024033Z-0001";
    private static final String ACCEPT = "Accept: text/event-stream";

    @Test
    void aRunsEventsArePushedAsTheyComeAndItsEndEndsTheStream() throws Exception {
        try (LiveFile live = begin();
                Following page = new Following("/events/" + RUN)) {
            live.stage("naive: load");
            await().atMost(DEADLINE).until(() -> page.has("\"stage\":\"naive: load\""));
            live.counts("naive", new LiveEvent.TargetCounts(3000, 1000, 40, 2000, 100, 1900));
            await().atMost(DEADLINE).until(() -> page.has("\"pool_pending\":1900"));
            assertThat(page.ended()).isFalse();
            live.ended(LiveEvent.End.PASS, "");
            live.close();
            await().atMost(DEADLINE).until(page::ended);
            assertThat(page.lines).contains("event: over");
        }
    }

    @Test
    void aKilledRunEndsTheStreamToo() throws Exception {
        LiveFile live = begin();
        try (Following page = new Following("/events/" + RUN)) {
            live.stage("naive: load");
            await().atMost(DEADLINE).until(() -> page.has("naive: load"));
            live.close(); // as the kernel does for a process that is gone
            await().atMost(DEADLINE).until(page::ended);
            assertThat(page.lines).contains("event: over");
        }
    }

    @Test
    void aStreamThatWasCutOffGoesOnWhereItWas() throws IOException {
        try (LiveFile live = begin()) {
            live.note("first");
            live.note("second");
        }
        String behindFirst = http.stream("/events/" + RUN, ACCEPT).stream()
                .filter(line -> line.startsWith("id:"))
                .toList()
                .get(1); // began, first
        String id = behindFirst.substring("id:".length()).strip();
        List<String> rest = http.stream("/events/" + RUN, ACCEPT, "Last-Event-ID: " + id);
        assertThat(String.join("\n", rest))
                .contains("second")
                .doesNotContain("first")
                .doesNotContain("began");
    }

    @Test
    void whatIsNoEventIsNotPassedOn() throws IOException {
        reports.write(
                RUN,
                "live.ndjson",
                "data: x\n{\"event\":\"nonsense\"}\n{\"event\":\"note\",\"at_ms\":1,\"text\":\"a\\nb\"}\n{\"torn");
        assertThat(String.join("\n", http.stream("/events/" + RUN, ACCEPT)))
                .contains("\"text\":\"a\\nb\"")
                .doesNotContain("nonsense")
                .doesNotContain("torn")
                .doesNotContain("data: x");
    }

    @Test
    void aRunWithoutALiveFileHasNoStream() throws IOException {
        reports.run("smoke", "20261125T024033Z-0001", "pass", 1, 1);
        assertThat(http.send("GET", "/events/" + RUN, "127.0.0.1:" + server.port(), ACCEPT)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theListIsToldWhenARunBeginsMovesOnAndEnds() throws Exception {
        http.get("/");
        try (Following page = new Following("/events")) {
            await().atMost(DEADLINE).until(() -> page.versions() == 1);
            try (LiveFile live = begin()) {
                await().atMost(DEADLINE).until(() -> page.versions() == 2);
                http.get("/");
                await().atMost(DEADLINE).until(() -> page.versions() == 3);
                live.stage("naive: load");
                await().atMost(DEADLINE).until(() -> page.versions() == 4);
            }
            await().atMost(DEADLINE).until(() -> page.versions() == 5);
        }
    }

    @Test
    void theServersEndEndsItsStreams() throws Exception {
        try (LiveFile live = begin();
                Following page = new Following("/events/" + RUN);
                Following list = new Following("/events")) {
            live.stage("naive: load");
            await().atMost(DEADLINE).until(() -> page.has("naive: load") && list.versions() == 1);
            server.close();
            await().atMost(DEADLINE).until(() -> page.ended() && list.ended());
        }
    }

    private LiveFile begin() throws IOException {
        Path folder = reports.root().resolve(RUN);
        Files.createDirectories(folder);
        return LiveFile.begin(folder, "smoke", List.of("naive", "bounded"));
    }

    /** A page that reads a stream. */
    private final class Following implements AutoCloseable {

        private final Socket socket;
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final Thread reader;

        Following(String target) throws IOException {
            socket = http.open("GET", target, "127.0.0.1:" + server.port(), ACCEPT);
            reader = Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                lines.add("cut off: " + e.getMessage());
            }
        }

        boolean has(String text) {
            return lines.stream().anyMatch(line -> line.contains(text));
        }

        long versions() {
            return lines.stream()
                    .filter(line -> line.startsWith("event: version"))
                    .count();
        }

        boolean ended() {
            return !reader.isAlive();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
