package dev.gridlock.serve.stream;

import dev.gridlock.live.LiveReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A run's live file to a browser, from its beginning, or from where a stream that was cut off had come to: event
 * {@code live} with a line of the file, its id the offset behind it; then event {@code over} when the run has ended.
 */
public final class RunStream implements Pacer.Look {

    /** The harness writes twice a second. */
    public static final Duration PACE = Duration.ofMillis(250);

    private final Path liveFile;
    private final EventWriter reader;
    private long offset;

    public RunStream(Path liveFile, EventWriter reader) {
        this.liveFile = liveFile;
        this.reader = reader;
        this.offset = offset(reader.lastId());
    }

    @Override
    public boolean take() throws IOException {
        // Asked before reading: what a run says last is in the file when it lets go of it.
        boolean goesOn = LiveReader.goesOn(liveFile);
        LiveReader.Chunk chunk;
        do {
            chunk = LiveReader.read(liveFile, offset);
            offset = chunk.next();
            for (LiveReader.Positioned line : chunk.events()) {
                reader.send("live", line.json(), Long.toString(line.next()));
            }
        } while (!chunk.end());
        if (!goesOn) {
            reader.send("over", "the run has ended");
            return false;
        }
        reader.keepAlive();
        return true;
    }

    private static long offset(@Nullable String lastId) {
        return lastId != null && lastId.matches("\\d{1,15}") ? Long.parseLong(lastId) : 0;
    }
}
