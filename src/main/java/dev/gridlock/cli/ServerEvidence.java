package dev.gridlock.cli;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.MachineException;
import dev.gridlock.recording.sampler.Counters;
import dev.gridlock.recording.serverlog.ServerLog;
import dev.gridlock.segment.SegmentFile;
import dev.gridlock.stack.Containers;
import dev.gridlock.stack.Stack;
import java.nio.file.Path;
import java.util.Locale;

/** What PostgreSQL itself counted and logged between a target's begin and its end. */
final class ServerEvidence {

    private final Stack stack;
    private final Path raw;
    private final RunClock clock;
    private final SegmentFile events;
    private final ServerLog log;
    private final Counters counters;
    private final long beganNs;

    private ServerEvidence(
            Stack stack, Path raw, RunClock clock, SegmentFile events, ServerLog log, Counters counters) {
        this.stack = stack;
        this.raw = raw;
        this.clock = clock;
        this.events = events;
        this.log = log;
        this.counters = counters;
        this.beganNs = clock.nanos();
    }

    static ServerEvidence begin(Stack stack, Path raw, RunClock clock, SegmentFile events) throws MachineException {
        return new ServerEvidence(stack, raw, clock, events, ServerLog.begin(stack), Counters.begin(stack));
    }

    /** Those of this target: what was killed before it began is another's. */
    private void recordOomKills(Containers containers) {
        for (Containers.OomKill kill : containers.oomKills()) {
            long atNs = clock.nanosOf(kill.at());
            if (atNs >= beganNs) {
                events.append(
                        atNs,
                        "engine",
                        "oom_kill",
                        "the kernel killed a process of " + kill.part().name().toLowerCase(Locale.ROOT)
                                + "'s container for want of memory (OOM kill)");
            }
        }
    }

    /** Records it; the service has ended, so that nothing is counted afterwards. */
    void end() throws MachineException {
        stack.containers().ifPresent(this::recordOomKills);
        counters.end(stack, raw);
        ServerLog.Summary logged = log.end(stack, raw, clock);
        if (!logged.whole()) {
            events.append(clock.nanos(), "server-log", "partial", "the server's log was not read to its end");
        }
    }
}
