package dev.gridlock.serve.stream;

import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps all streams to a number and a pace, and ends them with the server. */
public final class Pacer {

    /** Every open page of a browser takes one. */
    private static final int MOST_STREAMS = 64;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger streams = new AtomicInteger();

    /** Whether one more may begin; if so, {@link #leave} must follow. */
    boolean enter() {
        if (streams.incrementAndGet() > MOST_STREAMS) {
            streams.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        streams.decrementAndGet();
    }

    /**
     * Waits.
     *
     * @return whether the stream should go on: the server and the reader are still there
     */
    boolean pause(Duration duration, SseClient reader) {
        try {
            return !closed.await(duration.toNanos(), TimeUnit.NANOSECONDS) && !reader.terminated();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends all streams. */
    public void close() {
        closed.countDown();
    }
}
