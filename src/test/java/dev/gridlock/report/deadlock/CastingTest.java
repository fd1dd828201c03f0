package dev.gridlock.report.deadlock;

import static dev.gridlock.report.deadlock.Cycles.cycle;
import static dev.gridlock.report.deadlock.Cycles.truck;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CastingTest {

    @Test
    void findsTheTruckThatTookTheRowsInOppositeOrder() {
        Cast cast = Casting.cast(
                cycle(Cycles.OF_TWO),
                Optional.of(truck(1, 5L, 7L, 9L)),
                List.of(truck(2, 5L, 7L), truck(3, 9L, 1L, 5L), truck(4, 20L, 21L)));

        assertThat(cast.fits()).isEqualTo(1);
        assertThat(cast.all()).isTrue();
        Actor victim = cast.actors().getFirst();
        Actor other = cast.actors().getLast();
        assertThat(other.truck().orElseThrow().truckId()).isEqualTo(3);
        assertThat(victim.holds()).contains(5L);
        assertThat(victim.wants()).contains(9L);
        assertThat(other.holds()).contains(9L);
        assertThat(other.wants()).contains(5L);
    }

    @Test
    void trucksOfTheSameDirectionCloseNoCycle() {
        Cast cast = Casting.cast(
                cycle(Cycles.OF_TWO),
                Optional.of(truck(1, 5L, 7L, 9L)),
                List.of(truck(2, 5L, 7L, 9L), truck(3, 5L, 9L)));
        assertThat(cast.fits()).isZero();
        assertThat(cast.all()).isTrue();
        assertThat(cast.actors().getLast().truck()).isEmpty();
    }

    @Test
    void oneInAQueueWantsTheRowOfTheOneAheadAndHoldsNothing() {
        // B holds 7 and wants 9; C holds 9 and queues for 7 behind the victim A, who wants 7.
        Cast cast = Casting.cast(
                cycle(Cycles.WITH_A_QUEUE), Optional.of(truck(1, 7L)), List.of(truck(2, 7L, 9L), truck(3, 9L, 7L)));
        assertThat(cast.fits()).isEqualTo(1);
        assertThat(cast.actors())
                .extracting(Actor::wants)
                .containsExactly(Optional.of(7L), Optional.of(9L), Optional.of(7L));
        assertThat(cast.actors())
                .extracting(Actor::holds)
                .containsExactly(Optional.empty(), Optional.of(7L), Optional.of(9L));
    }

    @Test
    void saysHowManySetsFit() {
        Cast cast = Casting.cast(
                cycle(Cycles.OF_TWO),
                Optional.of(truck(1, 5L, 9L)),
                List.of(truck(2, 9L, 5L), truck(3, 9L, 5L), truck(4, 9L, 7L, 5L)));
        assertThat(cast.fits()).isEqualTo(3);
        assertThat(cast.actors().getLast().truck().orElseThrow().truckId()).isEqualTo(2);
    }

    @Test
    void withoutTheVictimNobodyIsNamed() {
        Cast cast = Casting.cast(cycle(Cycles.OF_TWO), Optional.empty(), List.of(truck(2, 9L, 5L)));
        assertThat(cast.fits()).isZero();
        assertThat(cast.actors()).hasSize(2).allMatch(actor -> actor.truck().isEmpty());
    }

    /** Whatever is named closes the cycle: each takes what it holds before what it wants, and nobody plays twice. */
    @Test
    void everyCastClosesItsCycle() {
        Random random = new Random(7);
        String six = IntStream.range(0, 6)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "Process %d waits for ShareLock on transaction %d; blocked by process %d.",
                        i + 1,
                        50 + i,
                        (i + 1) % 6 + 1))
                .collect(Collectors.joining("\n"));
        int closed = 0;
        for (int round = 0; round < 50; round++) {
            List<TruckUpdate> running = new ArrayList<>();
            for (int id = 2; id < 100; id++) {
                running.add(truck(id, route(random)));
            }
            for (String detail : List.of(Cycles.OF_TWO, Cycles.WITH_A_QUEUE, six)) {
                Cast cast = Casting.cast(cycle(detail), Optional.of(truck(1, route(random))), running);
                if (cast.fits() == 0) {
                    continue;
                }
                closed++;
                List<Actor> actors = cast.actors();
                assertThat(actors.stream()
                                .map(actor -> actor.truck().orElseThrow().truckId()))
                        .doesNotHaveDuplicates();
                for (int i = 0; i < actors.size(); i++) {
                    Actor actor = actors.get(i);
                    TruckUpdate truck = actor.truck().orElseThrow();
                    long wants = actor.wants().orElseThrow();
                    assertThat(truck.route()).contains(wants);
                    actor.holds()
                            .ifPresent(
                                    held -> assertThat(truck.takes(held, wants)).isTrue());
                    Actor ahead = actors.get((i + 1) % actors.size());
                    assertThat(actor.edge().kind() == Wait.Kind.TUPLE ? ahead.wants() : ahead.holds())
                            .contains(wants);
                }
            }
        }
        assertThat(closed).isGreaterThan(100);
    }

    private static Long[] route(Random random) {
        return random.longs(1, 30).distinct().limit(6).boxed().toArray(Long[]::new);
    }
}
