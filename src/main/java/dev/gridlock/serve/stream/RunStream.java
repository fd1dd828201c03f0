package dev.gridlock.serve.stream;

import dev.gridlock.live.LiveReader;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A run's live file to a browser, from its beginning, or from where a stream that was cut off had come to: event
 * {@code live} with a line of the file, its id the offset behind it; then event {@code over} when the run has ended.
 */
public final class RunStream {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    /** A reader that went away is noticed by writing to it. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final Pacer pacer;

    public RunStream(Pacer pacer) {
        this.pacer = pacer;
    }

    /** Streams until the run or the reader has gone. */
    public void follow(Path liveFile, SseClient reader) {
        if (!pacer.enter()) {
            return; // the browser tries again
        }
        try {
            stream(liveFile, reader);
        } catch (IOException e) {
            reader.sendEvent("over", "the run's folder is gone");
        } finally {
            pacer.leave();
        }
    }

    private void stream(Path liveFile, SseClient reader) throws IOException {
        long offset = offset(reader);
        Instant spoken = Instant.now();
        do {
            // Asked before reading: what a run says last is in the file when it lets go of it.
            boolean goesOn = LiveReader.goesOn(liveFile);
            LiveReader.Chunk chunk;
            do {
                chunk = LiveReader.read(liveFile, offset);
                offset = chunk.next();
                for (LiveReader.Positioned line : chunk.events()) {
                    reader.sendEvent("live", line.json(), Long.toString(line.next()));
                    spoken = Instant.now();
                }
            } while (!chunk.end() && !reader.terminated());
            if (!goesOn) {
                reader.sendEvent("over", "the run has ended");
                return;
            }
            if (Duration.between(spoken, Instant.now()).compareTo(SILENCE) > 0) {
                reader.sendComment("still there");
                spoken = Instant.now();
            }
        } while (pacer.pause(BETWEEN_LOOKS, reader));
    }

    private static long offset(SseClient reader) {
        String last = reader.ctx().header("Last-Event-ID");
        return last != null && last.matches("\\d{1,15}") ? Long.parseLong(last) : 0;
    }
}
