package dev.gridlock.scenario;

import dev.gridlock.scenario.GateSpec.Comparison;
import dev.gridlock.scenario.GateSpec.Operand;
import dev.gridlock.scenario.MetricCatalogue.Definition;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.util.List;
import java.util.Optional;

/**
 * Text of a gate to {@link GateSpec}.
 *
 * <pre>
 * gate    = metric comparison operand
 * operand = number [unit] | metric
 * </pre>
 *
 * A product, a baseline or a window becomes one more alternative of {@code operand}.
 */
final class GateParser {

    private final Optional<MetricCatalogue> catalogue;
    private final List<GateToken> tokens;
    private int next;

    private GateParser(String text, Optional<MetricCatalogue> catalogue) {
        this.catalogue = catalogue;
        this.tokens = GateToken.of(text);
    }

    /**
     * Reads one gate.
     *
     * @param catalogue metrics that there are; empty for a resolved scenario, which was checked before it was written
     * @param line for {@link GateSpec#line()}
     * @throws GateMistake at the token that is wrong
     */
    static GateSpec parse(GateSpec.Kind kind, String text, int line, Optional<MetricCatalogue> catalogue)
            throws GateMistake {
        return new GateParser(text, catalogue).gate(kind, text, line);
    }

    private GateSpec gate(GateSpec.Kind kind, String text, int line) throws GateMistake {
        GateToken left = take();
        Optional<Unit> unit = metric(left);
        Comparison comparison = comparison(take());
        Operand right = operand(unit);
        GateToken rest = take();
        if (rest.kind() != GateToken.Kind.END) {
            throw new GateMistake(rest, "something after the end of a gate", "nothing there; one comparison a gate");
        }
        return new GateSpec(kind, text, left.text(), comparison, right, line);
    }

    private Operand operand(Optional<Unit> left) throws GateMistake {
        GateToken token = take();
        return switch (token.kind()) {
            case NUMBER -> new Operand.Number(number(token, left));
            case WORD -> {
                Optional<Unit> right = metric(token);
                if (!left.equals(right)) {
                    throw new GateMistake(
                            token, "a metric of another unit than the left side", "one in " + named(left));
                }
                yield new Operand.Metric(token.text());
            }
            default -> throw new GateMistake(token, "no number and no metric", "e.g. 250ms, 10_000 or trucks");
        };
    }

    /** Unit of a metric; empty when there is no catalogue to know it from. */
    private Optional<Unit> metric(GateToken token) throws GateMistake {
        if (token.kind() != GateToken.Kind.WORD) {
            throw new GateMistake(token, "no metric", "a gate as metric, comparison, value, e.g. deadlocks == 0");
        }
        if (catalogue.isEmpty()) {
            return Optional.empty();
        }
        Optional<Definition> definition = catalogue.get().find(token.text());
        if (definition.isEmpty()) {
            throw new GateMistake(
                    token,
                    "unknown metric",
                    NearestName.guess(token.text(), catalogue.get().names()));
        }
        return definition.map(Definition::unit);
    }

    private static Comparison comparison(GateToken token) throws GateMistake {
        for (Comparison comparison : Comparison.values()) {
            if (comparison.symbol().equals(token.text())) {
                return comparison;
            }
        }
        String write = switch (token.text()) {
            case "=", "===" -> "==";
            case "=<" -> "<=";
            case "=>" -> ">=";
            case "<>", "!" -> "!=";
            default -> "one of ==, !=, <, <=, >, >=";
        };
        throw new GateMistake(token, "no comparison", write);
    }

    private double number(GateToken token, Optional<Unit> metric) throws GateMistake {
        GateToken following = tokens.get(next);
        String unit = following.kind() == GateToken.Kind.WORD ? take().text() : "";
        Amount amount = Amount.of(token.text() + unit)
                .orElseThrow(() -> new GateMistake(token, "no number", "e.g. 250ms or 10_000"));
        if (unit.isEmpty() && amount.number().signum() == 0) {
            return 0;
        }
        return switch (metric.orElseGet(() -> unitOf(unit))) {
            case COUNT -> {
                if (!unit.isEmpty()) {
                    throw new GateMistake(following, "a unit, and the metric is a count", "the number alone");
                }
                yield amount.number().doubleValue();
            }
            case MILLISECONDS -> dimensioned(amount, token, following, Units.DURATION) / 1e6;
            case BYTES -> dimensioned(amount, token, following, Units.SIZE);
        };
    }

    private static double dimensioned(Amount amount, GateToken number, GateToken unit, Units units) throws GateMistake {
        if (amount.unit().isEmpty()) {
            throw new GateMistake(
                    number,
                    "a number without a unit, and the metric is " + units.noun(),
                    "its unit too: " + units.names());
        }
        try {
            return units.in(amount).doubleValue();
        } catch (Malformed _) {
            throw new GateMistake(
                    unit, "a unit that does not fit: the metric is " + units.noun(), "one of " + units.names());
        }
    }

    private static Unit unitOf(String unit) {
        if (unit.isEmpty()) {
            return Unit.COUNT;
        }
        return Units.DURATION.factors().containsKey(unit) ? Unit.MILLISECONDS : Unit.BYTES;
    }

    private static String named(Optional<Unit> unit) {
        return Words.word(unit.orElse(Unit.COUNT));
    }

    private GateToken take() {
        GateToken token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    /** What is wrong with a gate, and at which token. */
    static final class GateMistake extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient GateToken token;
        private final String what;
        private final String write;

        GateMistake(GateToken token, String what, String write) {
            super(what, null, false, false);
            this.token = token;
            this.what = what;
            this.write = write;
        }

        void addTo(Problems problems, String path, Yaml.Scalar gate) {
            problems.add(gate.at(token.offset()), path + ": " + what, token.found(), write);
        }
    }
}
