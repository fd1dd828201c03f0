package dev.gridlock.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridlock.scenario.FaultSpec;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The toxics of a Toxiproxy, through its API. */
class Toxics {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI api;
    private final ToxiproxyClient client;
    private final HttpClient http = HttpClient.newHttpClient();

    Toxics(URI api) {
        this.api = api;
        this.client = new ToxiproxyClient(api.getHost(), api.getPort());
    }

    /**
     * Adds a toxic in one request.
     *
     * <p>Not by toxiproxy-java: it adds one without jitter to every connection and corrects both afterwards, by when a
     * timeout or a reset that is meant for a tenth of the connections has hit them all.
     *
     * @throws IOException with the server's words when it refuses
     */
    void add(String name, FaultSpec spec, ToxicFault fault) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of(
                "name", name,
                "type", fault.name(),
                "stream", spec.stream().name().toLowerCase(Locale.ROOT),
                "toxicity", spec.toxicity(),
                "attributes", fault.attributes()));
        HttpRequest request = HttpRequest.newBuilder(api.resolve("/proxies/" + proxyName(spec.on()) + "/toxics"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(
                    "HTTP " + response.statusCode() + " " + response.body().strip());
        }
    }

    /** Removes a toxic; false when it was not there. */
    boolean remove(String name, FaultSpec.ProxyName on) throws IOException {
        Proxy proxy = client.getProxy(proxyName(on));
        for (var toxic : proxy.toxics().getAll()) {
            if (toxic.getName().equals(name)) {
                toxic.remove();
                return true;
            }
        }
        return false;
    }

    /** Toxiproxy's and the recording's name of a proxy. */
    static String proxyName(FaultSpec.ProxyName on) {
        return on.name().toLowerCase(Locale.ROOT);
    }
}
