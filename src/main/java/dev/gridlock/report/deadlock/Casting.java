package dev.gridlock.report.deadlock;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the trucks and rows behind a cycle. The log names neither. The victim is known: its error holds the same DETAIL.
 * The others are trucks whose update ran at that moment and whose routes close the cycle: each takes the row that the one
 * before it wants before the row that it wants itself.
 */
final class Casting {

    /** More ways than these are not told apart. */
    static final int MOST_FITS = 100;

    private static final int MOST_STEPS = 200_000;

    private final Cycle cycle;
    private final List<TruckUpdate> running;
    private final TruckUpdate[] trucks;
    private final Long[] wants;
    private final Set<Integer> taken = new HashSet<>();
    private @Nullable List<Actor> first;
    /** For each place in the cycle the rows from which it can still be closed, one truck in two places allowed. */
    private final List<Set<Long>> closable = new ArrayList<>();

    private int fits;
    private int steps;

    private Casting(Cycle cycle, List<TruckUpdate> running) {
        this.cycle = cycle;
        this.running = running;
        this.trucks = new TruckUpdate[cycle.waits().size()];
        this.wants = new Long[cycle.waits().size()];
    }

    /**
     * Casts a cycle.
     *
     * @param victim the victim's update; empty: not found in the journal
     * @param running updates that were under way, the likeliest first
     */
    static Cast cast(Cycle cycle, Optional<TruckUpdate> victim, List<TruckUpdate> running) {
        boolean rows = cycle.waits().stream().noneMatch(wait -> wait.kind() == Wait.Kind.OTHER);
        if (victim.isEmpty() || !rows || cycle.waits().isEmpty()) {
            return new Cast(unknown(cycle, victim), 0, true);
        }
        Casting casting = new Casting(cycle, running);
        casting.begin(victim.get());
        List<Actor> actors = casting.first;
        return new Cast(
                actors == null ? unknown(cycle, victim) : actors,
                casting.fits,
                casting.steps < MOST_STEPS && casting.fits < MOST_FITS);
    }

    private void begin(TruckUpdate victim) {
        trucks[0] = victim;
        taken.add(victim.truckId());
        for (Long wanted : victim.route()) {
            wants[0] = wanted;
            lookAhead();
            if (closable.get(1).contains(wanted)) {
                next(1);
            }
        }
    }

    /** From the end of the cycle backwards: without it a cycle of six would take millions of steps. */
    private void lookAhead() {
        int count = trucks.length;
        closable.clear();
        for (int i = 0; i <= count; i++) {
            closable.add(new HashSet<>());
        }
        if (queues(count - 1)) {
            closable.get(count).add(wants[0]);
        } else {
            int at = trucks[0].route().indexOf(wants[0]);
            closable.get(count).addAll(trucks[0].route().subList(0, at));
        }
        for (int i = count - 1; i > 0; i--) {
            for (TruckUpdate truck : running) {
                boolean closes = false;
                for (int leg = truck.route().size() - 1; leg >= 0; leg--) {
                    long row = truck.route().get(leg);
                    if (queues(i - 1) ? closable.get(i + 1).contains(row) : closes) {
                        closable.get(i).add(row);
                    }
                    closes |= closable.get(i + 1).contains(row);
                }
            }
        }
    }

    private boolean queues(int i) {
        return cycle.waits().get(i).kind() == Wait.Kind.TUPLE;
    }

    /** Process {@code i} is in the way of the one before it. */
    private void next(int i) {
        if (fits >= MOST_FITS || ++steps >= MOST_STEPS) {
            return;
        }
        long contested = wants[i - 1];
        boolean queue = queues(i - 1);
        if (i == trucks.length) {
            boolean closes = queue ? wants[0] == contested : trucks[0].takes(contested, wants[0]);
            if (closes && (trucks.length == 1 || distinctRows())) {
                fits++;
                if (first == null) {
                    first = actors();
                }
            }
            return;
        }
        for (TruckUpdate truck : running) {
            int at = truck.route().indexOf(contested);
            if (at < 0 || !taken.add(truck.truckId())) {
                continue;
            }
            trucks[i] = truck;
            if (queue) {
                want(i, contested);
            } else {
                for (Long wanted : truck.route().subList(at + 1, truck.route().size())) {
                    want(i, wanted);
                }
            }
            taken.remove(truck.truckId());
        }
    }

    private void want(int i, long row) {
        if (closable.get(i + 1).contains(row)) {
            wants[i] = row;
            next(i + 1);
        }
    }

    /** Two processes want the same row only where one queues behind the other. */
    private boolean distinctRows() {
        Set<Long> rows = new HashSet<>();
        int transactions = 0;
        for (int i = 0; i < wants.length; i++) {
            if (cycle.waits().get(i).kind() == Wait.Kind.TRANSACTION) {
                transactions++;
                rows.add(wants[i]);
            }
        }
        return rows.size() == transactions;
    }

    private List<Actor> actors() {
        List<Actor> actors = new ArrayList<>();
        for (int i = 0; i < trucks.length; i++) {
            int before = (i + trucks.length - 1) % trucks.length;
            boolean holds = cycle.waits().get(before).kind() == Wait.Kind.TRANSACTION;
            actors.add(new Actor(
                    letter(i),
                    cycle.waits().get(i),
                    i == 0,
                    Optional.of(trucks[i]),
                    holds ? Optional.of(wants[before]) : Optional.empty(),
                    Optional.of(wants[i])));
        }
        return actors;
    }

    private static List<Actor> unknown(Cycle cycle, Optional<TruckUpdate> victim) {
        List<Actor> actors = new ArrayList<>();
        for (int i = 0; i < cycle.waits().size(); i++) {
            actors.add(new Actor(
                    letter(i),
                    cycle.waits().get(i),
                    i == 0,
                    i == 0 ? victim : Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }
        return actors;
    }

    private static char letter(int i) {
        return (char) ('A' + Math.min(i, 25));
    }
}
