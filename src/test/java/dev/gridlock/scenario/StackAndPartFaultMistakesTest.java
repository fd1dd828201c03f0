package dev.gridlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.FaultSpec.Disruption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StackAndPartFaultMistakesTest {

    @Test
    void everyFaultOfAPartIsRead() throws ScenarioException {
        Scenario scenario = ScenarioParser.parse("t.yml", """
                name: t
                load: [ bulk: ]
                stack: { cpus: 1.5, memory: 512MiB, shm_size: 64MiB, postgres_image: "postgres:18.6" }
                chaos:
                  - { at: 1s, until: 2s, on: postgres, fault: pause }
                  - { at: 3s, until: 4s, on: postgres, fault: kill }
                  - { at: 5s, until: 6s, on: postgres, fault: restart }
                  - { at: 7s, until: 8s, on: postgres, fault: cpu, cpus: 0.25 }
                  - { at: 9s, until: 10s, on: postgres, fault: memory, memory: 64MiB }
                  - { at: 11s, on: pgbouncer, fault: network-partition }
                """, TestCatalogue.CATALOGUE, List.of());

        assertThat(scenario.chaos())
                .extracting(FaultSpec::kind)
                .containsExactly(
                        new Disruption.Pause(),
                        new Disruption.Kill(),
                        new Disruption.Restart(),
                        new Disruption.Cpu(0.25),
                        new Disruption.Memory(64L << 20),
                        new Disruption.NetworkPartition());
        assertThat(scenario.chaos().getFirst().until()).contains(Duration.ofSeconds(2));
        assertThat(scenario.stack())
                .isEqualTo(new StackSpec(
                        Optional.of(1.5),
                        Optional.of(512L << 20),
                        64L << 20,
                        Optional.of("postgres:18.6"),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void limitsHaveUnitsAndBounds() {
        assertThat(Mistakes.in("stack: { cpus: 0, memory: 512, shm_size: 1.5MiB }\n"))
                .containsExactly(
                        "t.yml:3:16: stack.cpus is out of range; found \"0\"; write unlimited, or a number of CPUs from 0.01 to"
                                + " 1_024, e.g. 1.5",
                        "t.yml:3:27: stack.memory has no unit; found \"512\"; write unlimited, or a size (B, KB, MB, GB, KiB,"
                                + " MiB, GiB) in steps of 1MiB from 64MiB to 1024GiB, e.g. 512MiB",
                        "t.yml:3:42: stack.shm_size is not a multiple of 1MiB; found \"1.5MiB\"; write a size (B, KB, MB, GB, KiB,"
                                + " MiB, GiB) in steps of 1MiB from 1MiB to 64GiB, e.g. 128MiB");
    }

    @Test
    void anImageNeedsItsTagOrDigest() {
        assertThat(Mistakes.in("stack: { postgres_image: postgres }\n"))
                .containsExactly(
                        "t.yml:3:26: stack.postgres_image is not a valid name; found \"postgres\"; write pinned, or an"
                                + " image's name with its tag or digest, e.g. postgres:18.6");
        assertThat(Mistakes.in("stack: { posgres_image: \"postgres:18.6\" }\n"))
                .singleElement()
                .asString()
                .startsWith("t.yml:3:10: unknown key stack.posgres_image")
                .contains("postgres_image");
    }

    @Test
    void aFaultOfAPartHasNeitherDirectionNorShare() {
        assertThat(Mistakes.in("chaos: [ { on: postgres, fault: pause, stream: upstream } ]\n"))
                .singleElement()
                .asString()
                .startsWith("t.yml:3:40: unknown key chaos.0.stream");
        assertThat(Mistakes.in("chaos: [ { on: postgres, fault: pause, toxic: latency, latency: 5ms } ]\n"))
                .extracting(mistake -> mistake.substring(0, mistake.indexOf(';')))
                .containsExactly("t.yml:3:40: unknown key chaos.0.toxic", "t.yml:3:56: unknown key chaos.0.latency");
    }

    @Test
    void aFaultHasItsOwnParameters() {
        assertThat(Mistakes.in("chaos: [ { on: postgres, fault: cpu } ]\n"))
                .singleElement()
                .asString()
                .contains("chaos.0.cpus is missing");
        assertThat(Mistakes.in("chaos: [ { on: postgres, fault: partition } ]\n"))
                .singleElement()
                .asString()
                .contains("is not pause, kill, restart, cpu, memory or network-partition");
    }

    @Test
    void twoFaultsOfOnePartMayNotOverlap() {
        assertThat(Mistakes.in("""
                chaos:
                  - { at: 1s, until: 5s, on: postgres, fault: pause }
                  - { at: 4s, until: 6s, on: postgres, fault: kill }
                  - { at: 4s, until: 6s, on: pgbouncer, fault: kill }
                  - { at: 4s, on: postgres, toxic: latency, latency: 5ms }
                """))
                .containsExactly(
                        "t.yml:5:5: chaos.1 overlaps chaos.0: two faults of the same part at the same time; found the"
                                + " other at t.yml:4:5; write times that do not overlap");
    }
}
