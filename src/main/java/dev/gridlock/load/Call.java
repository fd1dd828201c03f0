package dev.gridlock.load;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A planned call on its way: written by one event loop at a time, read by the recorder once it has ended.
 *
 * <p>Times are {@link System#nanoTime()}, taken as near to the wire as Gatling lets us: before the request is
 * built and connected, and when its whole answer has arrived.
 */
final class Call {

    private final String id;
    private final PlannedCall planned;
    private final byte[] body;
    private volatile boolean sent;
    private volatile long sentAt;
    private volatile long answeredAt;
    private volatile @Nullable Answer answer;

    /** Status and body of an HTTP answer; not a record, as an array has no value to be equal by. */
    static final class Answer {
        private final int status;
        private final byte[] body;

        Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }
    }

    Call(String target, PlannedCall planned) {
        this.id = planned.id(target);
        this.planned = planned;
        this.body = body(planned);
    }

    String id() {
        return id;
    }

    PlannedCall planned() {
        return planned;
    }

    /** The JSON to send; built before the load, so that building it is not part of any figure. */
    byte[] body() {
        return body;
    }

    void sending() {
        sentAt = System.nanoTime();
        sent = true;
    }

    void answered(Answer received) {
        answeredAt = System.nanoTime();
        answer = received;
    }

    boolean sent() {
        return sent;
    }

    long sentAt() {
        return sentAt;
    }

    long answeredAt() {
        return answeredAt;
    }

    @Nullable
    Answer answer() {
        return answer;
    }

    private static byte[] body(PlannedCall call) {
        String region = call.region().isPresent() ? "" + call.region().getAsInt() : "null";
        return call.truckIds().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",", "{\"region\":" + region + ",\"truckIds\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
