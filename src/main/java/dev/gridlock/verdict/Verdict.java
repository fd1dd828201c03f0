package dev.gridlock.verdict;

import java.util.List;

/** Pass, fail or inconclusive, with the reasons in plain words and every gate judged. */
public record Verdict(Status status, List<String> reasons, List<GateResult> gates) {
    public Verdict {
        reasons = List.copyOf(reasons);
        gates = List.copyOf(gates);
    }
}
