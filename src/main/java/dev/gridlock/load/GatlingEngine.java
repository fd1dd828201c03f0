package dev.gridlock.load;

import io.gatling.app.RunResult;
import io.gatling.app.RunResultProcessor;
import io.gatling.app.Runner;
import io.gatling.commons.util.DefaultClock;
import io.gatling.core.CoreComponents;
import io.gatling.core.actor.ActorSystem;
import io.gatling.core.cli.GatlingArgs;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.controller.inject.PopulationFlows;
import io.gatling.core.scenario.Population;
import io.gatling.core.scenario.SimulationParams;
import io.gatling.core.stats.DataWritersStatsEngine;
import io.gatling.core.stats.StatsEngine;
import io.gatling.core.stats.writer.RunMessage;
import io.gatling.javaapi.core.Simulation;
import io.gatling.netty.util.Transports;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import scala.Option;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * Gatling as a library, one step at a time: warm-up, load, report.
 *
 * <p>{@code Gatling.fromArgs} does all in one, asks a public site for its newest version and says nothing of how a
 * connection failed, so this does what it does (Gatling 3.15.1) with the same parts, of which {@link Runner} is the one
 * that may be extended.
 */
final class GatlingEngine implements AutoCloseable {

    private final GatlingConfiguration configuration = GatlingConfiguration.load();
    private final EventLoopGroup eventLoops = Transports.newEventLoopGroup(
            configuration.netty().useNativeTransport(), configuration.netty().useIoUring(), 0, "gatling");
    private final Path results;
    private final String description;

    /**
     * @param results folder of Gatling's log and report
     * @param description shown in Gatling's report
     */
    GatlingEngine(Path results, String description) {
        this.results = results;
        this.description = description;
    }

    /** What Gatling is to do when all is loaded and the first virtual user is about to start. */
    @FunctionalInterface
    interface Gate {
        void await() throws InterruptedException;
    }

    /** Event loops that requests are sent and received by. */
    EventLoopGroup eventLoops() {
        return eventLoops;
    }

    /** Runs a simulation to its end and keeps nothing of it. */
    void rehearse(Class<? extends Simulation> simulation) {
        run(simulation, gatling -> gatling, false, () -> {});
    }

    /**
     * Runs a simulation to its end.
     *
     * @param statistics wraps Gatling's own
     */
    RunResult perform(Class<? extends Simulation> simulation, UnaryOperator<StatsEngine> statistics, Gate gate) {
        return run(simulation, statistics, true, gate);
    }

    /** Writes Gatling's report; returns Gatling's exit code. */
    int report(RunResult result) {
        return new RunResultProcessor(arguments(LoadSimulation.class), configuration)
                .processRunResult(result)
                .code();
    }

    @Override
    public void close() {
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private RunResult run(
            Class<? extends Simulation> simulation, UnaryOperator<StatsEngine> statistics, boolean logged, Gate gate) {
        try (ActorSystem system = new ActorSystem()) {
            return new GatedRunner(system, arguments(simulation), statistics, logged, gate).run();
        }
    }

    private GatlingArgs arguments(Class<? extends Simulation> simulation) {
        return new GatlingArgs(
                Option.apply(simulation.getName()),
                Option.apply(description),
                false,
                Option.empty(),
                Option.apply(results),
                Option.empty(),
                Option.empty());
    }

    private final class GatedRunner extends Runner {

        private final ActorSystem system;
        private final UnaryOperator<StatsEngine> statistics;
        private final boolean logged;
        private final Gate gate;

        GatedRunner(
                ActorSystem system,
                GatlingArgs arguments,
                UnaryOperator<StatsEngine> statistics,
                boolean logged,
                Gate gate) {
            super(system, eventLoops, new DefaultClock(), arguments, configuration);
            this.system = system;
            this.statistics = statistics;
            this.logged = logged;
            this.gate = gate;
        }

        @Override
        public void displayVersionWarning() {
            // would ask a public site
        }

        @Override
        public StatsEngine newStatsEngine(SimulationParams simulation, RunMessage run) {
            return logged
                    ? statistics.apply(super.newStatsEngine(simulation, run))
                    : new DataWritersStatsEngine(
                            scala.collection.immutable.List$.MODULE$.empty(), system, new DefaultClock());
        }

        @Override
        public Try<BoxedUnit> start(
                SimulationParams simulation, CoreComponents core, PopulationFlows<String, Population> populations) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new scala.util.Failure<>(e);
            }
            return super.start(simulation, core, populations);
        }
    }
}
