package dev.gridlock.target.builtin.http;

import dev.gridlock.target.builtin.contract.Answer;
import dev.gridlock.target.builtin.contract.Assignments;
import dev.gridlock.target.builtin.contract.Call;
import dev.gridlock.target.builtin.journal.Journal;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP contract of a target (docs/openapi.yml): each request on a virtual thread of its own. A caller that goes away
 * does not stop the work.
 */
public final class AssignmentServer implements AutoCloseable {

    /** Node's HTTP server, which the outage's service used, has no limit for an answer either. */
    private static final Duration IDLE_TIMEOUT = Duration.ofHours(1);

    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Assignments assignments;
    private final Journal journal;
    private final Supplier<Health> health;
    private final PrometheusMeterRegistry metrics;
    private final Javalin http;

    /**
     * Listens.
     *
     * @param port 0 for a free one
     * @throws io.javalin.util.JavalinBindException when it may not, or another listens there
     */
    public AssignmentServer(
            Assignments assignments,
            Journal journal,
            Supplier<Health> health,
            PrometheusMeterRegistry metrics,
            String host,
            int port) {
        this.assignments = assignments;
        this.journal = journal;
        this.health = health;
        this.metrics = metrics;
        this.http = Javalin.create(this::configure).start(host, port);
    }

    public int port() {
        return http.port();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = MOST_BYTES;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyServer(server -> {
            for (Connector connector : server.getConnectors()) {
                if (connector instanceof AbstractConnector tcp) {
                    tcp.setIdleTimeout(IDLE_TIMEOUT.toMillis());
                }
            }
        });
        config.routes.post("/assignments", this::assign);
        config.routes.get(
                "/health",
                context -> context.contentType("application/json")
                        .result(health.get().json()));
        config.routes.get(
                "/metrics",
                context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(metrics.scrape()));
    }

    private void assign(Context context) throws IOException, InterruptedException {
        long receivedNanos = journal.clock().nanos();
        journal.callBegan();
        String callId = callId(context.header("Idempotency-Key"));
        Integer trucks = null;
        int status = 500;
        String message = "the caller went away, or the service was stopped";
        try {
            Answer answer;
            try {
                AssignmentRequest request = AssignmentRequest.read(context.bodyInputStream());
                trucks = request.truckIds().size();
                answer = assignments.assign(new Call(callId, request.region(), request.truckIds()));
            } catch (BadRequestException e) {
                answer = new Answer.BadRequest(e.getMessage() == null ? "" : e.getMessage());
            }
            status = answer.status();
            send(context, answer);
            message = answer.message();
        } finally {
            journal.callEnded(callId, trucks, receivedNanos, status, message);
        }
    }

    private static void send(Context context, Answer answer) throws IOException {
        context.status(answer.status()).contentType("application/json");
        Duration retryAfter = answer.retryAfter();
        if (retryAfter != null) {
            context.header("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
        AnswerJson.write(answer, context.outputStream());
        context.outputStream().flush();
    }

    private static String callId(@Nullable String key) {
        return key == null || key.isBlank() ? UUID.randomUUID().toString() : key;
    }

    /** Stops listening; calls in progress are given up. */
    @Override
    public void close() {
        http.stop();
    }
}
