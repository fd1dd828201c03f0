package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.LifeSign;
import dev.gridlock.process.MachineException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifeWatchTest {

    /** Answers the first questions, then none. */
    private record Sign(String part, int answers, AtomicInteger asked) implements LifeSign {

        Sign(String part, int answers) {
            this(part, answers, new AtomicInteger());
        }

        @Override
        public boolean shown(Duration wait) {
            return asked.incrementAndGet() <= answers;
        }

        @Override
        public MachineException missing(String what) {
            return new MachineException(part + " " + what);
        }
    }

    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void theSilentPartIsNamedWhateverItsSilenceBringsAbout() {
        assertThatThrownBy(() -> {
                    try (LifeWatch life = new LifeWatch(List.of(new Sign("postgres", 99), new Sign("pgbouncer", 0)))) {
                        life.over(() -> new CountDownLatch(1).await());
                    }
                })
                .isInstanceOf(MachineException.class)
                .hasMessageStartingWith("pgbouncer shows no sign of life: no answer for 40 s");
    }

    @Test
    void whatAFaultOfTheScenarioStoppedIsNotSilent() throws Exception {
        Sign sign = new Sign("pgbouncer", 1);
        try (LifeWatch life = new LifeWatch(List.of())) {
            life.excusing((part, since) -> part.equals("pgbouncer"));
            var _ = life.add(sign);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> sign.asked().get() > 1);
            life.requireLife();
        }
    }

    /** The harness itself may have been stopped: then the answer is there when it is asked for again. */
    @Test
    void itIsAskedOnceMoreBeforeItIsNamed() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        LifeSign once = new LifeSign() {

            @Override
            public String part() {
                return "service";
            }

            @Override
            public boolean shown(Duration wait) {
                return asked.incrementAndGet() > 1;
            }

            @Override
            public MachineException missing(String what) {
                throw new AssertionError(what);
            }
        };
        try (LifeWatch life = new LifeWatch(List.of(once))) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> asked.get() > 2);
            life.requireLife();
        }
    }
}
