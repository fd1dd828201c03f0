package dev.gridlock.scenario;

import dev.gridlock.scenario.GateSpec.MetricName;
import dev.gridlock.scenario.GateSpec.Window;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the names in the gates of one target stand for.
 *
 * @param target whose gates they are; a metric without a target is of this one
 * @param targets all of the scenario
 * @param faults names of all of the scenario
 * @param catalogue metrics that there are; empty for a resolved scenario, which was checked before it was written
 */
record GateNames(
        String target, Collection<String> targets, Collection<String> faults, Optional<MetricCatalogue> catalogue) {

    private static final String FAULT = "chaos.";

    /**
     * A metric, and its definition where there is a catalogue to know it from.
     *
     * @param token where it was written
     */
    record Known(MetricName metric, GateToken token, Optional<Definition> definition) {

        Optional<Unit> unit() {
            return definition.map(Definition::unit);
        }
    }

    /** {@code completion} is of the gate's own target, {@code naive.completion} of the one that it names. */
    Known metric(GateToken token) throws GateMistake {
        String word = token.text();
        int dot = word.indexOf('.');
        String prefix = dot < 0 ? "" : word.substring(0, dot);
        MetricName own = new MetricName(target, word);
        MetricName other = new MetricName(prefix, word.substring(dot + 1));
        if (catalogue.isEmpty()) {
            return new Known(targets.contains(prefix) ? other : own, token, Optional.empty());
        }
        Optional<Definition> ofOwn = catalogue.get().find(own.name());
        Optional<Definition> ofOther =
                targets.contains(prefix) ? catalogue.get().find(other.name()) : Optional.empty();
        if (ofOwn.isPresent() && targets.contains(prefix)) {
            throw new GateMistake(
                    token,
                    "a metric, and a target is called " + prefix + " too",
                    "another name for the target: its metrics cannot be told from this one");
        }
        if (ofOwn.isPresent()) {
            return new Known(own, token, ofOwn);
        }
        if (ofOther.isPresent()) {
            return new Known(other, token, ofOther);
        }
        throw unknown(token, prefix, dot + 1);
    }

    private GateMistake unknown(GateToken token, String prefix, int afterDot) {
        MetricCatalogue metrics = catalogue.orElseThrow();
        if (targets.contains(prefix)) {
            GateToken rest = token.from(afterDot);
            return new GateMistake(rest, "unknown metric", NearestName.guess(rest.text(), metrics.names()));
        }
        if (metrics.find(token.text().substring(afterDot)).isPresent()) {
            return new GateMistake(
                    token, "no such target in this scenario: " + prefix, NearestName.guess(prefix, targets));
        }
        return new GateMistake(token, "unknown metric", NearestName.guess(token.text(), metrics.names()));
    }

    /** Name of the fault that {@code chaos.NAME} stands for. */
    String fault(GateToken token) throws GateMistake {
        List<String> written = faults.stream().map(FAULT::concat).toList();
        if (written.isEmpty()) {
            throw new GateMistake(token, "no such fault, the scenario has none", "one in chaos:, with a name");
        }
        if (!written.contains(token.text())) {
            throw new GateMistake(token, "no such fault in this scenario", NearestName.advice(token.text(), written));
        }
        return token.text().substring(FAULT.length());
    }

    /** @throws GateMistake when a metric has no times, so that no part of a run can be told from the rest */
    void requireWindow(Known metric, Window window) throws GateMistake {
        if (metric.definition().map(Definition::windowed).orElse(true)) {
            return;
        }
        List<String> windowed = new ArrayList<>();
        catalogue.orElseThrow().metrics().stream()
                .filter(Definition::windowed)
                .map(Definition::name)
                .forEach(windowed::add);
        String name = metric.metric().name();
        String near = String.join(
                ", ",
                windowed.stream().filter(other -> other.startsWith(name + ".")).toList());
        throw new GateMistake(
                metric.token(),
                "a metric of whole runs only: no part of it can be measured "
                        + (window instanceof Window.During ? "during" : "after") + " a fault",
                near.isEmpty() ? NearestName.guess(name, windowed) : near);
    }
}
