package dev.gridlock.load;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.util.Objects;

/**
 * The load: one virtual user a call. All users exist from the start; each waits until its call is intended, sends it and
 * ends.
 *
 * <p>This is an open model, as no user ever waits for another's answer, and it is exact: Gatling's own injection steps
 * ({@code rampUsersPerSec} and the like) spread users by whole batches and round their number, so the count and times
 * would differ from the plan.
 *
 * <p>Each user has its own connection, as a caller of its own would; nothing is retried and no redirect is followed.
 */
public final class LoadSimulation extends Simulation {

    private static final String CALL = "call";

    public LoadSimulation() {
        Injection injection = Injection.current();
        setUp(scenario("calls")
                        .exec(exec(session -> session.set(CALL, injection.take())))
                        .exec(pause(session -> injection.untilIntended(call(session))))
                        // a caller's time includes its connect, so not in sign(), which comes after it
                        .exec(exec(session -> {
                            call(session).sending();
                            return session;
                        }))
                        .exec(http(session -> call(session).id())
                                .post("/assignments")
                                .header(
                                        "Idempotency-Key",
                                        session -> call(session).id())
                                .header("Content-Type", "application/json")
                                .body(ByteArrayBody(session -> call(session).body()))
                                .requestTimeout(injection.requestTimeout())
                                // the first thing that Gatling does once the whole answer has arrived
                                .transformResponse((response, session) -> {
                                    call(session)
                                            .answered(new Call.Answer(
                                                    response.status().code(),
                                                    response.body().bytes()));
                                    return response;
                                }))
                        .injectOpen(atOnceUsers(injection.calls())))
                .protocols(http.baseUrl(injection.baseUrl().toString())
                        .acceptHeader("application/json")
                        .userAgentHeader("gridlock")
                        .disableFollowRedirect()
                        .disableCaching()
                        .disableWarmUp());
    }

    private static Call call(Session session) {
        return Objects.requireNonNull(session.<Call>get(CALL));
    }
}
