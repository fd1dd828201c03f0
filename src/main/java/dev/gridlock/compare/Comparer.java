package dev.gridlock.compare;

import dev.gridlock.baseline.Baseline;
import dev.gridlock.baseline.Baseline.Use;
import dev.gridlock.baseline.BaselineException;
import dev.gridlock.compare.statistic.Holm;
import dev.gridlock.scenario.MetricCatalogue;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares two sides metric by metric, and corrects what it says for their number. */
public final class Comparer {

    private final Side base;
    private final Side next;
    private final MetricCatalogue catalogue;
    private final List<String> named;
    private final Floor floor;
    private final boolean paired;

    /** A target of BASE and the one of NEW that it is compared with. */
    private record Pair(String base, String next) {
        String text() {
            return base.equals(next) ? base : base + " and " + next;
        }
    }

    /**
     * A comparison to be made.
     *
     * @param named the metrics to compare, which then all decide; empty: those that are compared unless told otherwise
     */
    public Comparer(Side base, Side next, MetricCatalogue catalogue, List<String> named, Floor floor) {
        this.base = base.inTurnWith(next);
        this.next = next.inTurnWith(base);
        this.catalogue = catalogue;
        this.named = List.copyOf(named);
        this.floor = floor;
        this.paired = this.base.runsBeside(this.next);
    }

    /**
     * Compares.
     *
     * @throws BaselineException when the two have nothing to do with each other
     */
    public Comparison compare() throws BaselineException {
        Baseline before = base.figures();
        Baseline after = next.figures();
        List<String> notes = new ArrayList<>();
        base.notes().forEach(note -> notes.add("BASE: " + note));
        next.notes().forEach(note -> notes.add("NEW: " + note));
        before.versions().forEach((part, version) -> {
            String other = after.versions().get(part);
            if (other != null && !other.equals(version)) {
                notes.add(part + " " + version + " in BASE, " + other + " in NEW");
            }
        });
        List<Pair> pairs = pairs();
        if (base.target().isEmpty() && next.target().isEmpty()) {
            after.targets().stream()
                    .filter(target -> !before.targets().contains(target))
                    .forEach(target ->
                            notes.add("target " + target + " is not in BASE, so it was compared with nothing"));
        }
        List<Line> lines = new ArrayList<>();
        switch (before.use(after.scenario(), after.workload(), after.machine())) {
            case Use.Refused refused ->
                throw new BaselineException(
                        base.name() + " and " + next.name() + " cannot be compared: " + refused.reason());
            case Use.Absolute _ -> {
                if (!paired) {
                    pairs.forEach(pair ->
                            sessions(pair).note(pair.text(), before, after).ifPresent(notes::add));
                }
                pairs.forEach(pair -> lines.addAll(absolute(pair)));
            }
            case Use.RatiosOnly ratios -> {
                notes.add("BASE: " + ratios.reason());
                lines.addAll(relative(pairs));
            }
        }
        lines.addAll(missingTargets(before, after));
        List<Line> judged = judged(lines);
        return new Comparison(base, next, paired, judged, Comparison.status(judged), notes);
    }

    private List<Pair> pairs() throws BaselineException {
        Optional<String> before = base.target();
        Optional<String> after = next.target();
        if (before.isPresent() || after.isPresent()) {
            String first = before.or(() -> after).orElseThrow();
            String second = after.orElse(first);
            if (!base.figures().targets().contains(first)
                    || !next.figures().targets().contains(second)) {
                throw new BaselineException("both sides must have the target " + first + "; name one of each: "
                        + base.name() + "#target " + next.name() + "#target");
            }
            return List.of(new Pair(first, second));
        }
        Set<String> common =
                new LinkedHashSet<>(next.figures().rounds().getFirst().targets().keySet());
        common.retainAll(base.figures().targets());
        if (common.isEmpty()) {
            throw new BaselineException("no target is on both sides: BASE has "
                    + String.join(", ", base.figures().targets()) + "; NEW has "
                    + String.join(", ", next.figures().targets()) + "; name one of each with #target");
        }
        return common.stream().map(target -> new Pair(target, target)).toList();
    }

    /** Targets that BASE has and NEW lacks: nothing of them can be told, so nothing of them is the same. */
    private List<Line> missingTargets(Baseline before, Baseline after) {
        List<Line> lines = new ArrayList<>();
        if (base.target().isPresent() || next.target().isPresent()) {
            return lines;
        }
        for (String target : before.targets()) {
            if (!after.targets().contains(target)) {
                metrics().forEach(metric -> lacking(target, target, metric).ifPresent(lines::add));
            }
        }
        return lines;
    }

    /** The line of a metric that BASE measured and NEW in no round; it decides, whichever metric it is. */
    private Optional<Line> lacking(String baseTarget, String nextTarget, Definition metric) {
        Rounds before = rounds(base, baseTarget, metric);
        Rounds after = rounds(next, nextTarget, metric);
        if (!before.measuredAtAll() || after.measuredAtAll()) {
            return Optional.empty();
        }
        return Optional.of(Line.untested(
                baseTarget.equals(nextTarget) ? baseTarget : baseTarget + " and " + nextTarget,
                metric.name(),
                Optional.of(metric.unit()),
                before.figure(),
                Double.NaN,
                Word.INCONCLUSIVE,
                true,
                next.figures().targets().contains(nextTarget)
                        ? "BASE has it, NEW measured it in no round"
                        : "BASE has the target " + baseTarget + ", NEW lacks it"));
    }

    private List<Definition> metrics() {
        List<String> names = named.isEmpty() ? Kind.COMPARED : named;
        return names.stream().flatMap(name -> catalogue.find(name).stream()).toList();
    }

    private List<Line> absolute(Pair pair) {
        List<Line> lines = new ArrayList<>();
        for (Definition metric : metrics()) {
            lines.add(line(pair, metric));
        }
        return lines;
    }

    private Line line(Pair pair, Definition metric) {
        Rounds before = rounds(base, pair.base(), metric);
        Rounds after = rounds(next, pair.next(), metric);
        Optional<Line> lacking = lacking(pair.base(), pair.next(), metric);
        if (lacking.isPresent()) {
            return lacking.get();
        }
        boolean decides = decides(metric);
        Kind kind = Kind.of(metric.name(), metric.unit());
        if (kind != Kind.MEASURED && !(before.allAboveZero() && after.allAboveZero())) {
            return Counting.line(pair.text(), metric, kind, before.values(), after.values(), decides, !named.isEmpty());
        }
        return paired || metric.unit() != Unit.MILLISECONDS
                ? Measuring.line(pair.text(), metric, before, after, paired, decides)
                : sessions(pair).line(pair.text(), metric, before, after, decides);
    }

    private Sessions sessions(Pair pair) {
        return new Sessions(
                Rounds.of(base.figures(), pair.base(), Sessions.CALIBRATION),
                Rounds.of(next.figures(), pair.next(), Sessions.CALIBRATION));
    }

    private static Rounds rounds(Side side, String target, Definition metric) {
        return Rounds.of(side.figures(), target, metric.name());
    }

    private boolean decides(Definition metric) {
        return named.isEmpty() ? Kind.decides(metric.name()) : true;
    }

    /** Of two machines: damage by counting, and what each target is in parts of the first one. */
    private List<Line> relative(List<Pair> pairs) {
        List<Line> lines = new ArrayList<>();
        Pair reference = pairs.getFirst();
        for (Pair pair : pairs) {
            for (Definition metric : metrics()) {
                if (Kind.of(metric.name(), metric.unit()) != Kind.MEASURED) {
                    lines.add(line(pair, metric));
                } else if (!pair.equals(reference)) {
                    lines.add(Measuring.ofTargets(
                            pair.text() + " / " + reference.text(),
                            metric,
                            rounds(base, pair.base(), metric).inPartsOf(rounds(base, reference.base(), metric)),
                            rounds(next, pair.next(), metric).inPartsOf(rounds(next, reference.next(), metric)),
                            decides(metric)));
                } else if (pairs.size() == 1) {
                    lines.add(Line.untested(
                            pair.text(),
                            metric.name(),
                            Optional.of(metric.unit()),
                            Double.NaN,
                            Double.NaN,
                            Word.INCONCLUSIVE,
                            decides(metric),
                            "figures of two machines, and no second target to take ratios with"));
                }
            }
        }
        return lines;
    }

    /** How much damage there is on both sides decides, but must not hide a time that got worse. */
    private boolean weighsMore(Line line) {
        return line.decides() && (!named.isEmpty() || !Kind.isDamage(line.metric()));
    }

    /**
     * Puts the word to every ratio, by p corrected over all of them. Those that decide share one half of the weight and the
     * others the other half, so that metrics which are merely shown don't hide the one that matters.
     */
    private List<Line> judged(List<Line> lines) {
        List<Line> tested =
                lines.stream().filter(line -> line.ratio().isPresent()).toList();
        long deciding = tested.stream().filter(this::weighsMore).count();
        double[] adjusted = Holm.adjusted(
                tested.stream()
                        .mapToDouble(line -> line.ratio().orElseThrow().p())
                        .toArray(),
                tested.stream()
                        .mapToDouble(line -> 1.0 / (weighsMore(line) ? deciding : tested.size() - deciding))
                        .toArray());
        List<Line> judged = new ArrayList<>();
        int place = 0;
        for (Line line : lines) {
            judged.add(line.ratio().isPresent() ? Measuring.judged(line, adjusted[place++], floor) : line);
        }
        return judged;
    }
}
