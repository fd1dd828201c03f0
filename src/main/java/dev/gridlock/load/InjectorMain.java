package dev.gridlock.load;

import dev.gridlock.process.Surroundings;
import dev.gridlock.segment.SegmentFile;
import io.gatling.app.RunResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The injector's JVM: warm up, say {@code ready}, wait for {@code go}, send the plan, record, report. */
public final class InjectorMain {

    private static final List<String> EVENTS = List.of("at_ns", "source", "kind", "message");

    private InjectorMain() {}

    public static void main(String[] words) throws IOException {
        Surroundings.leave();
        // Gatling and Netty leave threads behind that are no daemons.
        System.exit(run(InjectorArguments.of(words)));
    }

    private static int run(InjectorArguments arguments) throws IOException {
        Parent parent = Parent.listenOn(System.in, () -> Runtime.getRuntime().exit(1));
        LoadPlan plan = PlanFile.read(arguments.plan());
        List<Call> calls = plan.calls().stream()
                .map(call -> new Call(arguments.target(), call))
                .toList();
        CallRecorder recorder = new CallRecorder(calls, arguments.raw(), arguments.clock());
        // Ctrl-C reaches this JVM as it does the harness: what it knows by then is recorded.
        Runtime.getRuntime().addShutdownHook(new Thread(recorder::close, "recorder-close"));
        Injection.handOver(new Injection(calls, recorder::start, arguments.baseUrl(), arguments.requestTimeout()));
        try (SegmentFile events = new SegmentFile(arguments.raw().resolve("injector-events.csv"), EVENTS);
                GatlingEngine gatling = new GatlingEngine(arguments.gatlingResults(), arguments.target());
                InjectorSamples samples =
                        new InjectorSamples(arguments.raw(), arguments.clock(), gatling.eventLoops())) {
            if (!warmedUp(gatling, arguments, events)) {
                return 1;
            }
            AtomicReference<@Nullable CallStatsEngine> statistics = new AtomicReference<>();
            ProgressLines progress = new ProgressLines(recorder);
            RunResult result = gatling.perform(
                    LoadSimulation.class,
                    own -> {
                        CallStatsEngine counting = new CallStatsEngine(own, "assignments", recorder::ended);
                        statistics.set(counting);
                        return counting;
                    },
                    () -> {
                        System.out.println(InjectorLine.ready());
                        parent.awaitGo();
                        progress.start();
                    });
            progress.close();
            recorder.close();
            events.append(
                    recorder.startedNs(),
                    "injector",
                    "load_started",
                    plan.calls().size() + " calls planned");
            events.append(
                    arguments.clock().nanos(),
                    "injector",
                    "load_ended",
                    recorder.counts().toString());
            samples.close();
            events.close();
            CallStatsEngine counting = statistics.get();
            System.out.println(InjectorLine.ended(
                    recorder.counts(), counting == null ? 0 : counting.logged(), recorder.startedNs()));
            int exit = gatling.report(result);
            GatlingFolder.flatten(arguments.gatlingResults(), result.runId());
            System.out.println(InjectorLine.report(exit));
            return 0;
        }
    }

    private static boolean warmedUp(GatlingEngine gatling, InjectorArguments arguments, SegmentFile events) {
        long began = arguments.clock().nanos();
        gatling.rehearse(WarmUpSimulation.class);
        int answered = WarmUpSimulation.answered();
        long millis = (arguments.clock().nanos() - began) / 1_000_000;
        events.append(
                arguments.clock().nanos(),
                "injector",
                "warmed_up",
                answered + " of " + WarmUpSimulation.REQUESTS + " requests to /health answered in " + millis
                        + " ms; discarded");
        if (answered == 0) {
            System.out.println("warm-up: none of " + WarmUpSimulation.REQUESTS + " requests to " + arguments.baseUrl()
                    + "/health was answered; is the service up?");
        }
        return answered > 0;
    }
}
