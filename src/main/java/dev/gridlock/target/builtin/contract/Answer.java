package dev.gridlock.target.builtin.contract;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a target answers to a call. */
public sealed interface Answer {

    /** HTTP status. */
    int status();

    /** One line for the journal; empty when all went well. */
    String message();

    /** When a new try may work, whole seconds: {@code Retry-After}; null when it can't or nobody knows. */
    default @Nullable Duration retryAfter() {
        return null;
    }

    /** The body is not a request: {@code 400}; nothing was written. */
    record BadRequest(String message) implements Answer {
        @Override
        public int status() {
            return 400;
        }
    }

    /** Every truck of the call is assigned: {@code 200}. */
    record Assigned(List<Assignment> results) implements Answer {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public String message() {
            return "";
        }
    }

    /** The call as a whole failed and says nothing about single trucks: {@code 500}. */
    record Failed(String error, String message) implements Answer {
        @Override
        public int status() {
            return 500;
        }
    }

    /**
     * Some batches are committed and some are not: {@code 500}, and says which. A retry with the same
     * {@code Idempotency-Key} finishes the rest.
     *
     * @param results committed
     * @param failed ids known not to be written
     * @param indeterminate ids whose commit was sent and not answered
     */
    record Partial(
            String message,
            List<Assignment> results,
            List<Integer> failed,
            List<Integer> indeterminate,
            Duration retryAfter)
            implements Answer {
        @Override
        public int status() {
            return 500;
        }
    }

    /** Nothing was written and a later try may work: {@code 503} with {@code Retry-After}. */
    record Shed(String error, String message, Duration retryAfter) implements Answer {
        @Override
        public int status() {
            return 503;
        }
    }

    /** The call names trucks that there are not; nothing was written: {@code 404}. */
    record UnknownTrucks(List<Integer> truckIds) implements Answer {
        @Override
        public int status() {
            return 404;
        }

        @Override
        public String message() {
            List<Integer> first = truckIds.subList(0, Math.min(10, truckIds.size()));
            return truckIds.size() + " of the trucks do not exist, first " + first + "; nothing was written";
        }
    }
}
