package dev.gridlock.load;

import dev.gridlock.clock.RunClock;
import dev.gridlock.segment.SegmentFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Records every planned call, one row in {@code requests.csv} each, and one row in {@code acks.csv} for each truck that
 * an answer names. Bodies are read by a thread of its own, not by the event loops that send and receive.
 */
final class CallRecorder implements AutoCloseable {

    private static final List<String> REQUESTS = List.of(
            "call_id",
            "kind",
            "region",
            "trucks",
            "intended_ns",
            "sent_ns",
            "answered_ns",
            "status",
            "outcome",
            "message",
            "bytes");
    private static final List<String> ACKS = List.of("call_id", "truck_id", "status", "route");
    private static final long NOT_STARTED = Long.MIN_VALUE;

    private final RunClock clock;
    private final int planned;
    private final Map<String, Call> pending = new ConcurrentHashMap<>();
    private final SegmentFile requests;
    private final SegmentFile acks;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("answers").factory());
    private final AtomicLong loadStarted = new AtomicLong(NOT_STARTED);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger answeredTrucks = new AtomicInteger();
    private boolean closed;

    /** How far the load is, and at the end what became of it; counts of calls, and trucks in answered calls. */
    record Counts(int planned, int sent, int ended, int answered, int answeredTrucks) {}

    CallRecorder(List<Call> calls, Path raw, RunClock clock) {
        this.clock = clock;
        this.planned = calls.size();
        calls.forEach(call -> pending.put(call.id(), call));
        this.requests = new SegmentFile(raw.resolve("requests.csv"), REQUESTS);
        this.acks = new SegmentFile(raw.resolve("acks.csv"), ACKS);
    }

    /** The start of the load, {@link System#nanoTime()}: now, unless it has started already. */
    long start() {
        loadStarted.compareAndSet(NOT_STARTED, System.nanoTime());
        return loadStarted.get();
    }

    /** Start of the load in nanoseconds of the run. */
    long startedNs() {
        return clock.nanosOf(start());
    }

    /**
     * A call is over: answered, or its connection failed or timed out.
     *
     * @param failure what Gatling says went wrong; null when nothing did
     */
    synchronized void ended(String id, @Nullable String failure) {
        long now = System.nanoTime();
        Call call = pending.remove(id);
        if (call == null) {
            return;
        }
        ended.incrementAndGet();
        if (call.sent()) {
            sent.incrementAndGet();
        }
        if (call.answer() != null) {
            answered.incrementAndGet();
            answeredTrucks.addAndGet(call.planned().truckIds().size());
        }
        reader.execute(() -> record(call, now, failure));
    }

    Counts counts() {
        return new Counts(planned, sent.get(), ended.get(), answered.get(), answeredTrucks.get());
    }

    /** Records what has not ended as calls without an answer, and closes the files. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (Call call : List.copyOf(pending.values())) {
            if (pending.remove(call.id()) != null) {
                if (call.sent()) {
                    sent.incrementAndGet();
                }
                reader.execute(() -> record(call, null, call.sent() ? "the injector ended first" : "never sent"));
            }
        }
        reader.shutdown();
        try {
            if (!reader.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("answers could not be read and written within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        requests.close();
        acks.close();
    }

    private void record(Call call, @Nullable Long endedAt, @Nullable String failure) {
        Call.Answer answer = call.answer();
        Long sentNs = call.sent() ? clock.nanosOf(call.sentAt()) : null;
        PlannedCall plan = call.planned();
        Integer region = plan.region().isPresent() ? plan.region().getAsInt() : null;
        long intendedNs = startedNs() + plan.intended().toNanos();
        String kind = plan.kind().word();
        int trucks = plan.truckIds().size();
        if (answer == null) {
            Long endedNs = endedAt == null ? null : clock.nanosOf(endedAt);
            requests.append(
                    call.id(), kind, region, trucks, intendedNs, sentNs, endedNs, null, "no_answer", failure, null);
            return;
        }
        String message =
                AnswerBody.read(answer.body(), (truck, status, route) -> acks.append(call.id(), truck, status, route));
        requests.append(
                call.id(),
                kind,
                region,
                trucks,
                intendedNs,
                sentNs,
                clock.nanosOf(call.answeredAt()),
                answer.status(),
                outcome(answer.status()),
                message,
                answer.body().length);
    }

    private static String outcome(int status) {
        return switch (status) {
            case 200 -> "acknowledged";
            case 429, 503 -> "shed";
            default -> "rejected";
        };
    }
}
