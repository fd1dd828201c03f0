package dev.gridlock.cli;

import dev.gridlock.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What several rounds print when they end. */
final class RoundsTable {

    private RoundsTable() {}

    static String render(Scenario scenario, RoundsVerdict verdict, Path set) {
        StringBuilder out = new StringBuilder(gates(verdict));
        List<String> targets = List.copyOf(scenario.targets().keySet());
        out.append(String.format("%nnext: ./gridlock baseline save %s%n", set));
        if (targets.size() > 1) {
            out.append(
                    String.format("      ./gridlock compare %s#%s %s#%s%n", set, targets.get(0), set, targets.get(1)));
        }
        return out.toString();
    }

    /** How often each gate held, and the verdict with its reasons. */
    static String gates(RoundsVerdict verdict) {
        StringBuilder out = new StringBuilder();
        for (RoundsVerdict.Held gate : verdict.gates()) {
            out.append(String.format(
                    Locale.ROOT,
                    "  %-13s held in %d of %d  %s: %s%n",
                    gate.status().name().toLowerCase(Locale.ROOT),
                    gate.held(),
                    gate.rounds(),
                    gate.first().target(),
                    gate.first().expression()));
        }
        out.append(String.format(
                "%nverdict over the rounds: %s%n", verdict.status().name().toLowerCase(Locale.ROOT)));
        verdict.reasons().forEach(reason -> out.append("  ").append(reason).append('\n'));
        return out.toString();
    }
}
