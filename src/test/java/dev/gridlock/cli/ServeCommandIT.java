package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code ./gridlock serve}: it says where, and there the page is. */
class ServeCommandIT {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");

    @Test
    void itPrintsTheAddressThatThePageIsAt() throws Exception {
        try (Place place = new Place()) {
            Files.createDirectory(place.runs());
            try (Launched serve = place.gridlock("serve", place.runs().toString(), "--port", "0");
                    HttpClient client = HttpClient.newHttpClient()) {
                String address = Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(
                                () -> ADDRESS.matcher(serve.printed())
                                        .results()
                                        .map(MatchResult::group)
                                        .findFirst(),
                                found -> found.isPresent() || !serve.harness().isAlive())
                        .orElseThrow(() -> new AssertionError(serve.said()));
                HttpResponse<String> page = client.send(
                        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(page.body()).contains("gridlock");
            }
        }
    }
}
