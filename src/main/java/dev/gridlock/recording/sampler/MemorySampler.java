package dev.gridlock.recording.sampler;

import java.io.IOException;
import java.util.function.Consumer;

/** Memory of the postmaster and its children. */
final class MemorySampler implements Sampler {

    private final ProcessMemory memory;
    private final SeriesSink sink;
    private final Consumer<String> note;
    private boolean said;

    /**
     * @param note is told once how the memory is measured
     */
    MemorySampler(long postmasterPid, SeriesSink sink, Consumer<String> note) {
        this.memory = new ProcessMemory(postmasterPid);
        this.sink = sink;
        this.note = note;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void sample(long atNs) throws IOException {
        ProcessMemory.Sum sum = memory.sum();
        sink.put(atNs, "pg.backend_memory_bytes", sum.bytes());
        if (!said) {
            said = true;
            note.accept(sum.measure());
        }
    }

    @Override
    public void close() {}
}
