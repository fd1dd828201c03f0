package dev.gridlock.witness;

import dev.gridlock.witness.LatentDeadlock.Part;
import dev.gridlock.witness.LockedTransaction.Lock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Lock orders that can deadlock, as lockdep and Goodlock find them: transactions in, circles out. A circle is told only where its
 * transactions can be in it at the same time: each wants a row in a mode that conflicts with what the next one holds, and
 * all that they hold by then is compatible (one lock that all take first, a gate, keeps them apart).
 *
 * <p>Cost: rows that no circle of "held, then took" leads through are left out first, in time linear in the number of locks, so
 * that transactions which keep one order cost no more, however large they are.
 */
public final class LockOrder {

    /** Longest circle, in transactions. */
    static final int LONGEST = 5;

    /** So many transactions are kept for each pair of rows "held, then took"; those beyond do the same. */
    private static final int EXAMPLES = 4;

    /** Of one transaction, rows that a circle may lead through: a million pairs and more. */
    private static final int MOST_LOCKS = 1_500;

    /** Transactions with an order of their own that are kept. */
    private static final int MOST_ORDERS = 500_000;

    private static final int MOST_EDGES = 2_000_000;
    private static final long MOST_STEPS = 50_000_000;

    private final List<LockedTransaction> transactions = new ArrayList<>();
    private final Map<List<Lock>, Integer> times = new HashMap<>();
    private boolean full;

    /** A place in a transaction: it holds one row and takes another. */
    private record Step(int transaction, int holds, int wants) {}

    /** A pair of rows. */
    private record Pair(int holds, int wants) {}

    /**
     * What was found.
     *
     * @param deadlocks one for each circle of rows, the shorter ones first
     * @param whole false: there was too much to look at all of it, and there may be more
     */
    public record Found(List<LatentDeadlock> deadlocks, boolean whole) {}

    /** The next transaction; one that does what an earlier one did adds nothing. */
    public void add(LockedTransaction transaction) {
        if (transactions.size() >= MOST_ORDERS && !times.containsKey(transaction.locks())) {
            full = true;
        } else if (transaction.locks().size() > 1 && times.merge(transaction.locks(), 1, Integer::sum) == 1) {
            transactions.add(transaction);
        }
    }

    /** How many transactions with an order of their own there are. */
    public int orders() {
        return transactions.size();
    }

    /** Looks for circles. */
    public Found find() {
        return new Search().run();
    }

    private final class Search {

        private final Map<Row, Integer> numbers = new HashMap<>();
        private final List<int[]> sequences = new ArrayList<>();
        private final Map<Pair, List<Step>> steps = new HashMap<>();
        private final Map<Integer, Set<Integer>> next = new HashMap<>();
        private final Map<List<Integer>, LatentDeadlock> found = new LinkedHashMap<>();
        private final Set<Pair> settled = new HashSet<>();
        private boolean whole = !full;
        private long walked;

        Found run() {
            for (LockedTransaction transaction : transactions) {
                sequences.add(transaction.locks().stream()
                        .mapToInt(lock -> numbers.computeIfAbsent(lock.row(), _ -> numbers.size()))
                        .toArray());
            }
            edges(Circles.componentsOf(numbers.size(), sequences));
            for (int length = 2; length <= LONGEST; length++) {
                for (Pair first : steps.keySet()) {
                    if (first.wants() >= first.holds() && isOpen(first, length)) {
                        walk(new ArrayList<>(List.of(first)), length);
                    }
                }
                found.values().forEach(this::settle);
            }
            return new Found(List.copyOf(found.values()), whole);
        }

        /** Pairs "held, then took" within one component; an upgrade of one row's lock is such a pair too. */
        private void edges(int[] component) {
            for (int transaction = 0; transaction < sequences.size(); transaction++) {
                int[] rows = sequences.get(transaction);
                int[] kept = IntStream.range(0, rows.length)
                        .filter(at -> component[rows[at]] >= 0 || upgraded(rows, at))
                        .toArray();
                if (kept.length > MOST_LOCKS) {
                    whole = false;
                    kept = Arrays.copyOf(kept, MOST_LOCKS);
                }
                for (int wants = 1; wants < kept.length; wants++) {
                    for (int holds = 0; holds < wants; holds++) {
                        int from = rows[kept[holds]];
                        int to = rows[kept[wants]];
                        if (from == to || (component[from] >= 0 && component[from] == component[to])) {
                            edge(new Pair(from, to), new Step(transaction, kept[holds], kept[wants]));
                        }
                    }
                }
            }
        }

        private static boolean upgraded(int[] rows, int at) {
            return Arrays.stream(rows).filter(row -> row == rows[at]).count() > 1;
        }

        private void edge(Pair pair, Step step) {
            List<Step> examples = steps.get(pair);
            if (examples == null) {
                if (steps.size() >= MOST_EDGES) {
                    whole = false;
                    return;
                }
                examples = new ArrayList<>();
                steps.put(pair, examples);
                next.computeIfAbsent(pair.holds(), _ -> new HashSet<>()).add(pair.wants());
            }
            if (examples.size() < EXAMPLES) {
                examples.add(step);
            }
        }

        /** A longer circle is told only of pairs of rows that no shorter one has told of. */
        private boolean isOpen(Pair pair, int length) {
            return length == 2 || !settled.contains(pair);
        }

        private void settle(LatentDeadlock deadlock) {
            for (Part part : deadlock.parts()) {
                int holds = number(part.holds());
                int wants = number(part.wants());
                settled.add(new Pair(holds, wants));
                settled.add(new Pair(wants, holds));
            }
        }

        private int number(Lock lock) {
            return Objects.requireNonNull(numbers.get(lock.row()));
        }

        /**
         * Goes on from a way of pairs, each of which begins with the row that the one before wants, until it is as long as it may
         * be and closes. Each circle is walked from its row of the lowest number.
         */
        private void walk(List<Pair> way, int length) {
            if (++walked > MOST_STEPS) {
                whole = false;
                return;
            }
            int first = way.getFirst().holds();
            int at = way.getLast().wants();
            if (way.size() == length) {
                if (at == first) {
                    close(way);
                }
                return;
            }
            for (int to : next.getOrDefault(at, Set.of())) {
                boolean closes = to == first && way.size() == length - 1;
                boolean goesOn = to > first && way.stream().noneMatch(pair -> pair.holds() == to);
                if ((closes || goesOn) && isOpen(new Pair(at, to), length)) {
                    way.add(new Pair(at, to));
                    walk(way, length);
                    way.removeLast();
                }
            }
        }

        private void close(List<Pair> way) {
            List<Integer> key = way.stream().map(Pair::holds).sorted().toList();
            if (!found.containsKey(key)) {
                choose(way, new ArrayList<>(), key);
            }
        }

        /** Tries the examples of each pair until all of them can be there at once. */
        private boolean choose(List<Pair> way, List<Step> chosen, List<Integer> key) {
            if (chosen.size() == way.size()) {
                if (waits(chosen)) {
                    found.put(key, told(chosen));
                    return true;
                }
                return false;
            }
            for (Step step : steps.getOrDefault(way.get(chosen.size()), List.of())) {
                if (chosen.stream().allMatch(other -> compatible(other, step))) {
                    chosen.add(step);
                    if (choose(way, chosen, key)) {
                        return true;
                    }
                    chosen.removeLast();
                }
            }
            return false;
        }

        /** Each wants what the next one holds, in a mode that must wait. */
        private boolean waits(List<Step> chosen) {
            for (int i = 0; i < chosen.size(); i++) {
                Step step = chosen.get(i);
                Step holder = chosen.get((i + 1) % chosen.size());
                Lock wants = lock(step.transaction(), step.wants());
                LockMode held = held(holder).get(wants.row());
                if (held == null || !wants.mode().conflictsWith(held)) {
                    return false;
                }
            }
            return true;
        }

        /** Whether both transactions can be where they are at the same time. */
        private boolean compatible(Step one, Step other) {
            if (one.transaction() == other.transaction()
                    && times.getOrDefault(transactions.get(one.transaction()).locks(), 0) < 2) {
                return false; // a transaction does not meet itself
            }
            Map<Row, LockMode> held = held(one);
            return held(other).entrySet().stream().noneMatch(lock -> {
                LockMode mode = held.get(lock.getKey());
                return mode != null && mode.conflictsWith(lock.getValue());
            });
        }

        /** What a transaction holds before it wants more, each row in the strongest mode. */
        private Map<Row, LockMode> held(Step step) {
            Map<Row, LockMode> held = new HashMap<>();
            walked += step.wants();
            for (int at = 0; at < step.wants(); at++) {
                Lock lock = lock(step.transaction(), at);
                held.merge(lock.row(), lock.mode(), (a, b) -> a.includes(b) ? a : b);
            }
            return held;
        }

        private Lock lock(int transaction, int at) {
            return transactions.get(transaction).locks().get(at);
        }

        private LatentDeadlock told(List<Step> chosen) {
            return new LatentDeadlock(chosen.stream()
                    .map(step -> new Part(
                            transactions.get(step.transaction()).xid(),
                            lock(step.transaction(), step.holds()),
                            lock(step.transaction(), step.wants())))
                    .toList());
        }
    }
}
