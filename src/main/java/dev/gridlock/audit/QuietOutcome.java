package dev.gridlock.audit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Whether a target stopped writing in time. */
public sealed interface QuietOutcome {

    /** How long was waited. */
    Duration waited();

    /** Kind of the event that records it: {@code quiet} or {@code not_quiet}. */
    String eventKind();

    /** For the event and for a person. */
    String message();

    /** Nothing was in flight. */
    record Quiet(Duration waited) implements QuietOutcome {
        @Override
        public String eventKind() {
            return "quiet";
        }

        @Override
        public String message() {
            return String.format(Locale.ROOT, "nothing in flight after %.2f s", waited.toNanos() / 1e9);
        }
    }

    /**
     * The deadline passed first.
     *
     * @param inFlight operations as the service said last; empty when it did not answer
     * @param backends what each busy backend was doing, the longest first
     */
    record Busy(Duration waited, OptionalLong inFlight, List<String> backends) implements QuietOutcome {
        private static final int SHOWN = 3;

        public Busy {
            backends = List.copyOf(backends);
        }

        @Override
        public String eventKind() {
            return "not_quiet";
        }

        @Override
        public String message() {
            StringBuilder message = new StringBuilder(
                    String.format(Locale.ROOT, "still at work after %.1f s: ", waited.toNanos() / 1e9));
            if (inFlight.isPresent()) {
                message.append(String.format(Locale.ROOT, "%,d operations in flight", inFlight.getAsLong()));
            } else {
                message.append("the service does not answer");
            }
            message.append(", ").append(backends.size()).append(" busy backends");
            backends.stream()
                    .limit(SHOWN)
                    .forEach(backend -> message.append("; ").append(backend));
            return message.toString();
        }
    }
}
