package dev.gridlock.load;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells the harness how far the load is, a few times a second when something has changed; else every five seconds, as a sign of
 * life.
 */
final class ProgressLines implements AutoCloseable {

    private static final int PERIOD_MILLIS = 200;
    private static final int PERIODS_OF_SILENCE = 25;

    private final CallRecorder recorder;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
    private int told;
    private int silent;

    ProgressLines(CallRecorder recorder) {
        this.recorder = recorder;
    }

    void start() {
        var _ = timer.scheduleAtFixedRate(this::tell, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tell() {
        CallRecorder.Counts counts = recorder.counts();
        silent++;
        if (counts.ended() != told || silent >= PERIODS_OF_SILENCE) {
            silent = 0;
            told = counts.ended();
            System.out.println(InjectorLine.progress(counts));
        }
    }

    /** Tells the last state and nothing more. */
    @Override
    public void close() {
        timer.close();
        tell();
    }
}
