package dev.gridlock.scenario;

import dev.gridlock.scenario.GateNames.Known;
import dev.gridlock.scenario.GateSpec.Check;
import dev.gridlock.scenario.GateSpec.Comparison;
import dev.gridlock.scenario.GateSpec.Kind;
import dev.gridlock.scenario.GateSpec.Operand;
import dev.gridlock.scenario.GateSpec.Place;
import dev.gridlock.scenario.GateSpec.Window;
import dev.gridlock.scenario.MetricCatalogue.QueryMistake;
import dev.gridlock.scenario.MetricCatalogue.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Text of a gate to {@link GateSpec}, by recursive descent: a method a rule.
 *
 * <pre>
 * gate       = [ "advisory" ] ( "sql:" query | comparison )
 * comparison = metric sign operand [ window ]
 * sign       = "==" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * operand    = number [ unit ] | [ number "*" ] value | value "*" number
 * value      = metric | "baseline"
 * metric     = [ target "." ] name
 * window     = "during" fault | "after" fault [ "within" number unit ]
 * fault      = "chaos." name
 * </pre>
 */
final class GateParser {

    private static final Set<String> WINDOWS = Set.of("during", "after");
    private static final String BASELINE = "baseline";

    private final GateNames names;
    private final String text;
    private final List<GateToken> tokens;
    private int next;

    private GateParser(String text, GateNames names) {
        this.names = names;
        this.text = text;
        this.tokens = GateToken.of(text);
    }

    /**
     * Reads one gate.
     *
     * @param expected whether it stands in {@code reproduces}
     * @param place where it stands
     * @throws GateMistake at the token that is wrong
     */
    static GateSpec parse(boolean expected, String text, Place place, GateNames names) throws GateMistake {
        return new GateParser(text, names).gate(expected, place);
    }

    private GateSpec gate(boolean expected, Place place) throws GateMistake {
        GateToken first = tokens.getFirst();
        boolean advisory = first.is("advisory");
        if (advisory) {
            take();
        }
        if (advisory && expected) {
            throw new GateMistake(first, "an expectation cannot be advisory", "it under require");
        }
        Kind kind = expected ? Kind.EXPECTATION : advisory ? Kind.ADVISORY : Kind.GATE;
        Check check = peek().is("sql") && tokens.get(next + 1).text().startsWith(":") ? query() : comparison();
        return new GateSpec(kind, text, check, place);
    }

    private Check query() throws GateMistake {
        take();
        int colon = take().offset();
        String sql = text.substring(colon + 1).strip();
        int begin = sql.isEmpty() ? text.length() : text.indexOf(sql, colon + 1);
        Optional<QueryMistake> mistake =
                names.catalogue().flatMap(catalogue -> catalogue.queries().mistake(sql));
        if (mistake.isPresent()) {
            int at = Math.min(mistake.get().offset(), sql.length());
            throw new GateMistake(
                    begin + at,
                    "not a query that a recording answers: " + mistake.get().what(),
                    at == sql.length() ? "the end of the gate" : Found.text(sql.substring(at)),
                    "one SELECT whose first column is a boolean, over the tables and views of docs/recording.md");
        }
        return new Check.Query(sql);
    }

    /**
     * A right side and what is needed to judge whether it goes with the rest.
     *
     * @param token its metric, or its number
     */
    private record Right(Operand operand, GateToken token, Optional<Known> metric) {}

    private Check comparison() throws GateMistake {
        Known left = metric(take());
        Comparison comparison = sign(take());
        Right right = operand(left.unit());
        Optional<Window> window = window(left, right);
        GateToken rest = take();
        if (rest.kind() != GateToken.Kind.END) {
            throw new GateMistake(rest, "something after the end of a gate", "nothing there; one comparison a gate");
        }
        return new Check.Compared(left.metric(), comparison, right.operand(), window);
    }

    private Right operand(Optional<Unit> left) throws GateMistake {
        GateToken token = take();
        boolean product = peek().kind() == GateToken.Kind.TIMES;
        return switch (token.kind()) {
            case NUMBER -> {
                if (product) {
                    take();
                    yield value(take(), left, factor(token));
                }
                yield new Right(new Operand.Number(number(token, left)), token, Optional.empty());
            }
            case WORD -> {
                if (product) {
                    take();
                    yield value(token, left, factor(take()));
                }
                yield value(token, left, 1);
            }
            default -> throw new GateMistake(token, "no number and no metric", "e.g. 250ms, 10_000 or trucks");
        };
    }

    private Right value(GateToken token, Optional<Unit> left, double factor) throws GateMistake {
        if (token.is(BASELINE)) {
            return new Right(new Operand.Baseline(factor), token, Optional.empty());
        }
        Known right = metric(token);
        if (!left.equals(right.unit())) {
            throw new GateMistake(token, "a metric of another unit than the left side", "one in " + named(left));
        }
        return new Right(new Operand.Metric(right.metric(), factor), token, Optional.of(right));
    }

    private Known metric(GateToken token) throws GateMistake {
        if (token.kind() != GateToken.Kind.WORD) {
            throw new GateMistake(token, "no metric", "a gate as metric, comparison, value, e.g. deadlocks == 0");
        }
        return names.metric(token);
    }

    private static Comparison sign(GateToken token) throws GateMistake {
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

    private Optional<Window> window(Known left, Right right) throws GateMistake {
        if (!WINDOWS.contains(peek().text())) {
            return Optional.empty();
        }
        boolean during = take().is("during");
        String fault = names.fault(take());
        Window window = during ? new Window.During(fault) : new Window.After(fault, within());
        names.requireWindow(left, window);
        if (right.metric().isPresent()) {
            names.requireWindow(right.metric().get(), window);
        }
        if (right.operand() instanceof Operand.Baseline) {
            throw new GateMistake(
                    right.token(), "a baseline within a window", "a number; a baseline holds figures of whole runs");
        }
        return Optional.of(window);
    }

    private Optional<Duration> within() throws GateMistake {
        if (!peek().is("within")) {
            return Optional.empty();
        }
        take();
        GateToken token = take();
        double milliseconds = number(token, Optional.of(Unit.MILLISECONDS));
        if (milliseconds <= 0) {
            throw new GateMistake(token, "no time", "more than 0, e.g. 5s");
        }
        return Optional.of(Duration.ofNanos(Math.round(milliseconds * 1e6)));
    }

    private static double factor(GateToken token) throws GateMistake {
        Optional<Amount> amount = token.kind() == GateToken.Kind.NUMBER ? Amount.of(token.text()) : Optional.empty();
        if (amount.isEmpty() || amount.get().number().signum() == 0) {
            throw new GateMistake(token, "no factor", "a number above 0, e.g. 1.10");
        }
        return amount.get().number().doubleValue();
    }

    private double number(GateToken token, Optional<Unit> metric) throws GateMistake {
        GateToken following = peek();
        boolean hasUnit = following.kind() == GateToken.Kind.WORD && !WINDOWS.contains(following.text());
        String unit = hasUnit ? take().text() : "";
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

    private GateToken peek() {
        return tokens.get(next);
    }

    private GateToken take() {
        GateToken token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }
}
