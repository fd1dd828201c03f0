package dev.gridlock.load;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells the harness how far the load is, a few times a second and only when something has changed. */
final class ProgressLines implements AutoCloseable {

    private static final int PERIOD_MILLIS = 200;

    private final CallRecorder recorder;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
    private int told;

    ProgressLines(CallRecorder recorder) {
        this.recorder = recorder;
    }

    void start() {
        var _ = timer.scheduleAtFixedRate(this::tell, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tell() {
        CallRecorder.Counts counts = recorder.counts();
        if (counts.ended() != told) {
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
