package dev.gridlock.recording.sampler;

import dev.gridlock.segment.SegmentFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of samples that takes rows from {@link #begin} on; those before are of the samplers' rehearsal. */
final class SampleFile implements AutoCloseable {

    private final SegmentFile file;
    private volatile boolean begun;

    SampleFile(Path file, String... columns) {
        this.file = new SegmentFile(file, List.of(columns));
    }

    void begin() {
        begun = true;
    }

    /** As {@link SegmentFile#append}, or nothing before {@link #begin}. */
    void append(@Nullable Object... values) {
        if (begun) {
            file.append(values);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
