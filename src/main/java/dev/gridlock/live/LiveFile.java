package dev.gridlock.live;

import dev.gridlock.clock.RunClock;
import dev.gridlock.process.FileFailure;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Written by the running harness: {@code live.ndjson}, one event a line, each whole when it is there.
 *
 * <p>The file is locked as long as its run goes on; the kernel drops the lock with the process, however that ends. So a
 * reader knows a killed run from a living one without process ids, which mean nothing in another container.
 *
 * <p>It serves a page that people watch: a disk that refuses it is said once, and never fails a run.
 */
public final class LiveFile implements AutoCloseable {

    /** Its name in the run's folder. */
    public static final String NAME = "live.ndjson";

    private final Path file;
    private final RunClock clock = RunClock.startingNow();
    /** Not a channel: an interrupt of the harness would close that in mid-line. */
    private @Nullable FileOutputStream out;

    private LiveFile(Path file) {
        this.file = file;
    }

    /** Begins the file of a run that begins now. */
    public static LiveFile begin(Path runFolder, String scenario, List<String> targets) {
        LiveFile live = new LiveFile(runFolder.resolve(NAME));
        live.open(new LiveEvent.Began(0, scenario, live.clock.epochWall().toString(), targets));
        return live;
    }

    public void stage(String name) {
        append(new LiveEvent.Stage(millis(), name));
    }

    public void note(String text) {
        append(new LiveEvent.Note(millis(), text));
    }

    public void counts(String target, LiveEvent.TargetCounts counts) {
        append(new LiveEvent.Counts(millis(), target, counts));
    }

    /** The last event of a run. */
    public void ended(LiveEvent.End end, String message) {
        append(new LiveEvent.Ended(millis(), end, message));
    }

    /** It appears with its lock and its first line, so that nobody takes it for a killed run's. */
    private void open(LiveEvent.Began began) {
        Path unseen = file.resolveSibling("." + NAME);
        try {
            FileOutputStream opened = new FileOutputStream(unseen.toFile());
            out = opened;
            if (opened.getChannel().tryLock() == null) {
                throw new IOException("another process holds its lock");
            }
            append(began);
            Files.move(unseen, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private synchronized void append(LiveEvent event) {
        FileOutputStream open = out;
        if (open == null) {
            return;
        }
        try {
            open.write((LiveLine.of(event) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private long millis() {
        return clock.nanos() / 1_000_000;
    }

    private void giveUp(IOException e) {
        System.err.println(
                "gridlock: " + file + " can't be written, so this run has no live page: " + FileFailure.said(e));
        close();
    }

    /** Lets go of the file; without {@link #ended} before, the run counts as killed. */
    @Override
    public synchronized void close() {
        FileOutputStream open = out;
        out = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                System.err.println("gridlock: " + file + " can't be closed: " + FileFailure.said(e));
            }
        }
    }
}
