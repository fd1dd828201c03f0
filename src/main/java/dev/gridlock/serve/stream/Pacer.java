package dev.gridlock.serve.stream;

import java.io.IOException;
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

    /** What a stream does again and again. */
    public interface Look {
        /** Sends what is new; returns whether there may be more. */
        boolean take() throws IOException;
    }

    /**
     * Looks at once and then at that pace, until a look says that it was the last, the reader has gone or the server ends.
     * Beyond the most streams nothing is done; the browser tries again later.
     */
    public void every(Duration pause, Look look) {
        if (streams.incrementAndGet() > MOST_STREAMS) {
            streams.decrementAndGet();
            return;
        }
        try {
            boolean more = true;
            while (more) {
                more = look.take() && !closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (IOException e) {
            // the reader has gone, or the run's folder: nobody is left to tell, or nothing
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.decrementAndGet();
        }
    }

    /** Ends all streams. */
    public void close() {
        closed.countDown();
    }
}
