package dev.gridlock.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A service that says what a test wants: a real HTTP server without a database behind it. */
final class StandInService implements AutoCloseable {

    private static final Pattern BODY = Pattern.compile("\\{\"region\":(null|\\d+),\"truckIds\":\\[([\\d,]+)]}");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();

    /** What arrived. */
    record Received(String key, String region, List<Integer> truckIds) {

        String success() {
            return results(truckIds);
        }
    }

    /** What it does with a call. */
    @FunctionalInterface
    interface Behaviour {
        void answer(Received call, HttpExchange exchange) throws IOException, InterruptedException;
    }

    StandInService(Behaviour behaviour) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        server.setExecutor(threads);
        server.createContext("/health", exchange -> send(exchange, 200, "{}"));
        server.createContext("/assignments", exchange -> {
            Received call = parse(exchange);
            received.add(call);
            try {
                behaviour.answer(call, exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    static String results(List<Integer> trucks) {
        return trucks.stream()
                .map(id -> "{\"truckId\":" + id + ",\"status\":\"success\",\"route\":[1,2," + id + "]}")
                .collect(Collectors.joining(",", "{\"results\":[", "]}"));
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Received parse(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher matcher = BODY.matcher(body);
        if (!matcher.matches()) {
            throw new IOException("not the contract's body: " + body);
        }
        return new Received(
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                matcher.group(1),
                Arrays.stream(matcher.group(2).split(",")).map(Integer::valueOf).toList());
    }

    /** Dies as a killed process does: open connections are cut. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
