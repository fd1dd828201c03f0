package dev.gridlock.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What an audit came to. */
public sealed interface AuditOutcome {

    /**
     * It could count.
     *
     * @param totals by name, as in table {@code audit}: counts of trucks, but {@code lost_updates*} and
     *     {@code overwritten}, which count increments
     */
    record Counted(SequencedMap<String, Long> totals) implements AuditOutcome {
        public Counted {
            totals = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(totals));
        }
    }

    /** It had nothing to count, e.g. the run ended before the rows were read. */
    record NoEvidence(String reason) implements AuditOutcome {}
}
