package dev.gridlock.serve.stream;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events (HTML Standard, 9.2) over an answer that stays open, written by the thread of its request. Javalin's
 * own make the answer an asynchronous one, which a reader that goes away ends while its events are still being written;
 * version 7.2.3 then logs failures without end.
 */
public final class EventWriter {

    /** As a browser asks for it. */
    public static final String CONTENT_TYPE = "text/event-stream";

    /** A reader that went away is noticed by writing to it; Jetty gives up a silent connection after 30 s. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    private final ServletOutputStream out;
    private final @Nullable String lastId;
    private Instant spoken = Instant.now();

    /** Begins the answer. */
    public EventWriter(Context context) throws IOException {
        context.res().setContentType(CONTENT_TYPE);
        context.res().setCharacterEncoding(StandardCharsets.UTF_8.name());
        context.res().flushBuffer();
        this.out = context.res().getOutputStream();
        this.lastId = context.header("Last-Event-ID");
    }

    /** Id of the last event that the reader got before its connection was cut; null: none. */
    @Nullable
    String lastId() {
        return lastId;
    }

    /**
     * Sends an event.
     *
     * @param data one line
     * @throws IOException when the reader has gone
     */
    void send(String event, String data) throws IOException {
        write("event: " + event + "\ndata: " + data + "\n\n");
    }

    /** Sends an event with an id. */
    void send(String event, String data, String id) throws IOException {
        write("id: " + id + "\nevent: " + event + "\ndata: " + data + "\n\n");
    }

    /** After a while without an event, something that a reader doesn't notice. */
    void keepAlive() throws IOException {
        if (Duration.between(spoken, Instant.now()).compareTo(LONGEST_SILENCE) > 0) {
            write(": still there\n\n");
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        spoken = Instant.now();
    }
}
