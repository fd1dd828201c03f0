package dev.gridlock.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code recording:} */
final class RecordingBlock {

    static final Key<Optional<Duration>> SAMPLES = Key.optional(
            "samples",
            Quantities.duration("10ms", "1m", "100ms")
                    .as(Optional::of, Optional<Duration>::orElseThrow)
                    .orWord("off", Optional.empty()),
            Optional.of(Duration.ofMillis(100)),
            "time between two samples; off: no samplers at all, to measure what they cost");

    static final Block BLOCK = new Block("recording", "What is sampled while the load runs.", List.of(SAMPLES));

    private RecordingBlock() {}

    static RecordingSpec read(MappingReader in) {
        in.allow(BLOCK.names());
        return new RecordingSpec(in.read(SAMPLES));
    }

    static void write(RecordingSpec recording, YamlWriter out) {
        out.write(SAMPLES, recording.samples());
    }
}
