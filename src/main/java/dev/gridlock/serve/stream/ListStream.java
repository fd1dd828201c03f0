package dev.gridlock.serve.stream;

import dev.gridlock.serve.runs.RunIndex;
import java.io.IOException;
import java.time.Duration;

/** Tells a list that it is out of date: event {@code version}, at once and whenever a run begins, moves on or ends. */
public final class ListStream implements Pacer.Look {

    /** Each look costs the machine a little that may be measuring just now. */
    public static final Duration PACE = Duration.ofSeconds(1);

    private final RunIndex index;
    private final EventWriter reader;
    private String told = "";

    public ListStream(RunIndex index, EventWriter reader) {
        this.index = index;
        this.reader = reader;
    }

    @Override
    public boolean take() throws IOException {
        String version = index.version();
        if (!version.equals(told)) {
            reader.send("version", version);
            told = version;
        }
        reader.keepAlive();
        return true;
    }
}
