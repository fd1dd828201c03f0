package dev.gridlock.serve.page;

import dev.gridlock.serve.runs.RunEntry;
import dev.gridlock.serve.runs.RunState;
import dev.gridlock.serve.runs.TrendMetric;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants of the list, as it stands in the address; what makes no sense there is as if it were not there.
 *
 * @param text anywhere in path, scenario or reasons, any case
 * @param scenario its whole name; empty: all
 * @param state null: all
 * @param metric of the trends and of the list's last column
 * @param page from 1
 */
public record ListQuery(
        String text,
        String scenario,
        @Nullable RunState state,
        TrendMetric metric,
        Order order,
        boolean descending,
        int page) {

    /** Runs of one page. */
    public static final int PAGE = 100;

    /** A column to sort by. */
    public enum Order {
        STARTED,
        SCENARIO,
        STATE,
        METRIC;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads it.
     *
     * @param parameter value of a parameter of the address, or null
     */
    public static ListQuery of(Function<String, @Nullable String> parameter) {
        Order order = one(Order.values(), parameter.apply("sort")).orElse(Order.STARTED);
        String direction = text(parameter.apply("order"));
        return new ListQuery(
                text(parameter.apply("q")).strip(),
                text(parameter.apply("scenario")),
                one(RunState.values(), parameter.apply("state")).orElse(null),
                one(TrendMetric.values(), parameter.apply("metric")).orElse(TrendMetric.VERIFIED),
                order,
                direction.isEmpty() ? order == Order.STARTED : direction.equals("desc"),
                page(parameter.apply("page")));
    }

    /** Whether the list shows the run. */
    public boolean shows(RunEntry run) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return ofScenario(run)
                && (state == null || run.state() == state)
                && (wanted.isEmpty()
                        || (run.path() + "\n" + run.scenario() + "\n" + run.detail())
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted));
    }

    /** Whether a run's scenario is asked for. */
    public boolean ofScenario(RunEntry run) {
        return scenario.isEmpty() || run.scenario().equals(scenario);
    }

    /** Runs in the wanted order; those that lack what is sorted by are last, whatever the direction. */
    public List<RunEntry> sorted(List<RunEntry> newestFirst) {
        return switch (order) {
            case STARTED -> newestFirst.stream().sorted(by(RunEntry::started)).toList();
            case SCENARIO -> newestFirst.stream().sorted(by(RunEntry::scenario)).toList();
            case STATE -> newestFirst.stream().sorted(by(RunEntry::state)).toList();
            case METRIC ->
                newestFirst.stream().sorted(by(run -> run.highest(metric))).toList();
        };
    }

    private <T extends Comparable<? super T>> Comparator<RunEntry> by(Function<RunEntry, @Nullable T> value) {
        Comparator<T> direction = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.comparing(value, Comparator.nullsLast(direction));
    }

    /** Address of the list sorted by a column; by the other direction where it is sorted by it already. */
    public String sortedBy(Order other) {
        boolean down = other == order ? !descending : other == Order.STARTED || other == Order.METRIC;
        return address(other, down, 1);
    }

    /** For {@code aria-sort}. */
    public String direction(Order column) {
        return column != order ? "none" : descending ? "descending" : "ascending";
    }

    /** Address of another page of the same list. */
    public String page(int other) {
        return address(order, descending, other);
    }

    private String address(Order by, boolean down, int number) {
        return "/?q=" + encoded(text) + "&scenario=" + encoded(scenario) + "&state="
                + (state == null ? "" : state.name().toLowerCase(Locale.ROOT)) + "&metric=" + metric.key() + "&sort="
                + by.key() + "&order=" + (down ? "desc" : "asc") + (number > 1 ? "&page=" + number : "");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static <E extends Enum<E>> Optional<E> one(E[] constants, @Nullable String key) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(key))
                .findFirst();
    }

    private static int page(@Nullable String number) {
        return number != null && number.matches("[1-9]\\d{0,5}") ? Integer.parseInt(number) : 1;
    }
}
