package dev.gridlock.load;

import io.gatling.commons.stats.Status;
import io.gatling.core.actor.ActorRef;
import io.gatling.core.controller.Controller;
import io.gatling.core.session.GroupBlock;
import io.gatling.core.stats.StatsEngine;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.List;

/**
 * Gatling's own statistics with one more listener: it tells which request has ended, and how.
 *
 * <p>Only here does Gatling say why a connection failed. A request's name is its call's id; Gatling's report gets one
 * common name instead, or it would have a chart for each call.
 */
final class CallStatsEngine implements StatsEngine {

    private final StatsEngine gatling;
    private final Listener listener;
    private final String reportedName;
    private final AtomicInteger logged = new AtomicInteger();

    /** Sees the end of each request. */
    @FunctionalInterface
    interface Listener {
        /** Failure is Gatling's message; null when the request succeeded. */
        void ended(String requestName, @Nullable String failure);
    }

    CallStatsEngine(StatsEngine gatling, String reportedName, Listener listener) {
        this.gatling = gatling;
        this.reportedName = reportedName;
        this.listener = listener;
    }

    /** Requests that Gatling's own log has. */
    int logged() {
        return logged.get();
    }

    @Override
    public void logResponse(
            String scenario,
            List<String> groups,
            String requestName,
            long startTimestamp,
            long endTimestamp,
            Status status,
            Option<String> responseCode,
            Option<String> message) {
        listener.ended(requestName, message.isDefined() ? message.get() : null);
        gatling.logResponse(
                scenario, groups, reportedName, startTimestamp, endTimestamp, status, responseCode, message);
        logged.incrementAndGet();
    }

    @Override
    public void logRequestCrash(String scenario, List<String> groups, String requestName, String error) {
        listener.ended(requestName, error);
        gatling.logRequestCrash(scenario, groups, reportedName, error);
    }

    @Override
    public void start() {
        gatling.start();
    }

    @Override
    public void stop(ActorRef<Controller.Command> controller, Option<Exception> exception) {
        gatling.stop(controller, exception);
    }

    @Override
    public void logUserStart(String scenario) {
        gatling.logUserStart(scenario);
    }

    @Override
    public void logUserEnd(String scenario) {
        gatling.logUserEnd(scenario);
    }

    @Override
    public void logGroupEnd(String scenario, GroupBlock group, long exitTimestamp) {
        gatling.logGroupEnd(scenario, group, exitTimestamp);
    }
}
