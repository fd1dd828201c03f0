package dev.gridlock.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests to {@code GET /health}, so that classes are loaded and hot code is compiled before the first real call. */
public final class WarmUpSimulation extends Simulation {

    private static final int USERS = 50;
    private static final int REQUESTS_PER_USER = 6;
    static final int REQUESTS = USERS * REQUESTS_PER_USER;

    private static final AtomicInteger ANSWERED = new AtomicInteger();

    public WarmUpSimulation() {
        setUp(scenario("warm-up")
                        .repeat(REQUESTS_PER_USER)
                        .on(exec(http("health").get("/health").transformResponse((response, session) -> {
                            ANSWERED.incrementAndGet();
                            return response;
                        })))
                        .injectOpen(atOnceUsers(USERS)))
                .protocols(
                        http.baseUrl(Injection.current().baseUrl().toString()).disableWarmUp());
    }

    /** Requests that were answered, with whatever status. */
    static int answered() {
        return ANSWERED.get();
    }
}
