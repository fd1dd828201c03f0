package dev.gridlock.cli;

import dev.gridlock.live.LiveEvent;
import dev.gridlock.live.LiveFile;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run is doing, for a person or a CI log: on a terminal one line that is drawn again, elsewhere plain lines, at
 * most one every five seconds for the same stage. Written to standard error, so that standard output holds the result.
 * A live page follows the same through the run's {@link LiveFile}.
 */
final class Progress implements AutoCloseable {

    private static final Duration BETWEEN_PLAIN_LINES = Duration.ofSeconds(5);
    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(200);
    private static final int BAR = 24;

    private final PrintStream out;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private @Nullable LiveFile live;
    private @Nullable Counted stage;
    private long lastDrawn;
    private boolean lineOpen;

    /** @param first counted in the stage, and when; null before */
    private record Counted(String name, @Nullable First first) {}

    private record First(long done, long atNanos) {}

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Progress on standard error, drawn when a terminal is there. */
    static Progress onStandardError() {
        return new Progress(
                System.err, System.console() != null && System.console().isTerminal());
    }

    boolean isTerminal() {
        return terminal;
    }

    /** From now on everything is written into the run's live file, too; the caller closes it. */
    synchronized void alsoInto(LiveFile file) {
        live = file;
    }

    /** From now on nothing is written into a live file. */
    synchronized void onlyHere() {
        live = null;
    }

    /** One thing that happened, kept on the screen. */
    synchronized void line(String text) {
        if (live != null) {
            live.note(text);
        }
        print(text);
    }

    private void print(String text) {
        clearLine();
        out.printf(Locale.ROOT, "[%5.1f s] %s%n", seconds(began), text);
    }

    /** A stage begins, e.g. {@code naive: load}. */
    synchronized void stage(String name) {
        stage = new Counted(name, null);
        lastDrawn = 0;
        if (live != null) {
            live.stage(name);
        }
        if (terminal) {
            draw(name + " ...");
        } else {
            print(name);
            lastDrawn = System.nanoTime();
        }
    }

    /** How far a target is. */
    synchronized void count(String target, LiveEvent.TargetCounts counts) {
        if (live != null) {
            live.counts(target, counts);
        }
        count(counts.ended(), counts.trucks(), counts.failed());
    }

    private void count(long done, long total, long errors) {
        Counted current = stage;
        long now = System.nanoTime();
        if (current != null && current.first() == null) {
            current = new Counted(current.name(), new First(done, now));
            stage = current;
        }
        Duration pause = terminal ? BETWEEN_DRAWINGS : BETWEEN_PLAIN_LINES;
        if (current == null || now - lastDrawn < pause.toNanos()) {
            return;
        }
        lastDrawn = now;
        String counts = String.format(Locale.ROOT, "%,d of %,d trucks", done, total)
                + (errors > 0 ? String.format(Locale.ROOT, ", %,d errors", errors) : "")
                + left(current.first(), done, total, now);
        if (terminal) {
            draw(current.name() + " " + bar(done, total) + " " + counts);
        } else {
            print(current.name() + ": " + counts);
        }
    }

    @Override
    public synchronized void close() {
        clearLine();
        stage = null;
        live = null;
    }

    private static String left(@Nullable First first, long done, long total, long now) {
        return first == null ? "" : left(done - first.done(), now - first.atNanos(), total - done);
    }

    /**
     * How long the rest takes at the pace of this stage; the one before may have been a thousand times as fast.
     *
     * @param done in the stage so far
     */
    static String left(long done, long elapsedNanos, long rest) {
        if (done <= 0 || rest <= 0) {
            return "";
        }
        double secondsLeft = elapsedNanos / 1e9 / done * rest;
        return String.format(Locale.ROOT, ", about %,.0f s left", Math.ceil(secondsLeft));
    }

    private static String bar(long done, long total) {
        int filled = total <= 0 ? 0 : (int) Math.min(BAR, BAR * done / total);
        return "█".repeat(filled) + "░".repeat(BAR - filled);
    }

    private void draw(String text) {
        out.printf(Locale.ROOT, "\r\u001b[2K[%5.1f s] %s", seconds(began), text);
        out.flush();
        lineOpen = true;
    }

    private void clearLine() {
        if (lineOpen) {
            out.print("\r\u001b[2K");
            lineOpen = false;
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
