package dev.gridlock.serve.stream;

import dev.gridlock.serve.runs.RunIndex;
import io.javalin.http.sse.SseClient;
import java.time.Duration;

/** Tells a list that it is out of date: event {@code version}, at once and whenever a run begins, moves on or ends. */
public final class ListStream {

    /** Each look costs the machine a little that may be measuring just now. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private static final int LOOKS_BETWEEN_COMMENTS = 5;

    private final Pacer pacer;
    private final RunIndex index;

    public ListStream(Pacer pacer, RunIndex index) {
        this.pacer = pacer;
        this.index = index;
    }

    /** Streams until the reader or the server has gone. */
    public void follow(SseClient reader) {
        if (!pacer.enter()) {
            return; // the browser tries again
        }
        try {
            String told = "";
            int looks = 0;
            do {
                String version = index.version();
                if (!version.equals(told)) {
                    reader.sendEvent("version", version);
                    told = version;
                } else if (++looks % LOOKS_BETWEEN_COMMENTS == 0) {
                    reader.sendComment("still there"); // a reader that went away is noticed by writing to it
                }
            } while (pacer.pause(BETWEEN_LOOKS, reader));
        } finally {
            pacer.leave();
        }
    }
}
