package dev.gridlock.recording.serverlog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code log_lock_waits} says of one wait (proc.c, ProcSleep). A wait over deadlock_timeout is logged once as still
 * waiting or as found in a deadlock, maybe as avoided before, and once more when it ended.
 *
 * @param kind {@code waiting}, {@code acquired}, {@code deadlock}, {@code avoided} or {@code failed}
 * @param waitedMs so far, milliseconds
 */
record LockWait(String kind, double waitedMs) {

    private static final Pattern MESSAGE = Pattern.compile("process \\d+ (still waiting for|acquired"
            + "|detected deadlock while waiting for|avoided deadlock for|failed to acquire) .* after (\\d+\\.\\d+) ms");

    /** Empty when the message is about something else, or in another language than lc_messages C. */
    static Optional<LockWait> parse(String message) {
        Matcher matcher = MESSAGE.matcher(message);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        String kind = switch (matcher.group(1)) {
            case "still waiting for" -> "waiting";
            case "acquired" -> "acquired";
            case "detected deadlock while waiting for" -> "deadlock";
            case "avoided deadlock for" -> "avoided";
            default -> "failed";
        };
        return Optional.of(new LockWait(kind, Double.parseDouble(matcher.group(2))));
    }
}
