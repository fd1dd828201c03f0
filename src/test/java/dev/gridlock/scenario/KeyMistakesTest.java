package dev.gridlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyMistakesTest {

    /** Lines after {@code name} and {@code load} (two lines), and the message. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "flet: {} => t.yml:3:1: unknown key flet; found \"flet\"; write fleet? Or one of name, about, seed,"
                        + " fleet, postgres, pgbouncer, stack, targets, load, chaos, gates, recording, business",
                "fleet: { truks: 1 } => t.yml:3:10: unknown key fleet.truks; found \"truks\"; write trucks? Or one of"
                        + " trucks, regions, segments, hubs, reversed",
                "fleet: { trucks: 50,000 } => t.yml:3:21: unknown key fleet.000; found \"000\"; write digits grouped"
                        + " by _, not by a comma, e.g. 50_000",
                "postgres: { port: 5432 } => t.yml:3:13: unknown key postgres.port; found \"port\"; write one of"
                        + " version, max_connections, deadlock_timeout, shared_buffers",
                "pgbouncer: { poolsize: 5 } => t.yml:3:14: unknown key pgbouncer.poolsize; found \"poolsize\"; write"
                        + " pool_size? Or one of pool_mode, pool_size, max_client_conn",
                "targets: { naive: { batch: 5 } } => t.yml:3:21: unknown key targets.naive.batch; found \"batch\";"
                        + " write one of kind, pool, acquire_timeout, heap",
                "recording: { sample: off } => t.yml:3:14: unknown key recording.sample; found \"sample\"; write"
                        + " samples? Or one of samples",
                "chaos: [ { on: postgres, toxic: timeout, latency: 5ms } ] => t.yml:3:42: unknown key chaos.0.latency;"
                        + " found \"latency\"; write one of name, at, until, on, toxic, stream, toxicity, timeout",
                "gates: { naive: { reproduce: [] } } => t.yml:3:19: unknown key gates.naive.reproduce; found"
                        + " \"reproduce\"; write reproduces? Or one of require, reproduces",
                "gates: { nave: [] } => t.yml:3:10: gates.nave: no such target in this scenario; found \"nave\"; write"
                        + " naive? Or one of naive, bounded",
                "targets: { bonded: } => t.yml:3:12: targets.bonded.kind is missing; found a target called bonded;"
                        + " write bounded? Or kind: naive, kind: bounded, or command: [program, …], in it",
                "targets: { naive: { kind: bounded } } => t.yml:3:27: targets.naive.kind contradicts the target's"
                        + " name; found bounded; write another name for the target, or kind: naive",
                "targets: { My_Own: { kind: naive } } => t.yml:3:12: targets.My_Own is not a valid name; found"
                        + " \"My_Own\"; write a name of a-z, 0-9 and - (at most 60, beginning with a letter or digit),"
                        + " e.g. naive",
                "targets: { mine: { command: node } } => t.yml:3:29: targets.mine.command is not a list of words; found"
                        + " \"node\"; write a list of words: program and arguments, e.g. [node, server.js]",
                "targets: { mine: { command: [] } } => t.yml:3:29: targets.mine.command is not a list of words; found a"
                        + " list; write a list of words: program and arguments, e.g. [node, server.js]",
                "targets: { mine: { command: [node, ''] } } => t.yml:3:29: targets.mine.command has an empty word, or one"
                        + " with a control character; found a list; write a list of words: program and arguments, e.g."
                        + " [node, server.js]",
                "targets: { mine: { command: [node], batch: 5 } } => t.yml:3:37: unknown key targets.mine.batch; found"
                        + " \"batch\"; write one of kind, command, workdir, env, ready, ready_within, stop, metrics,"
                        + " pool_metrics, pool, acquire_timeout",
                "targets: { mine: { command: [node], env: { A: b } } } => t.yml:3:42: targets.mine.env is not a list of words;"
                        + " found a block; write a list, [NAME=value, …], e.g. NODE_ENV=production",
                "targets: { mine: { command: [node], env: [A=b, c] } } => t.yml:3:42: targets.mine.env has a word that is not"
                        + " NAME=value: c; found a list; write a list, [NAME=value, …], e.g. NODE_ENV=production",
                "targets: { mine: { command: [node], pool_metrics: [waiting=w] } } => t.yml:3:51: targets.mine.pool_metrics names"
                        + " waiting, expected one of active, idle, pending, total; found a list; write a list, [what=metric, …],"
                        + " e.g. pending=my_pool_waiting",
                "targets: { mine: { command: [node], pool_metrics: [idle=a-b] } } => t.yml:3:51: targets.mine.pool_metrics has a"
                        + " name that no metric can have: a-b; found a list; write a list, [what=metric, …], e.g."
                        + " pending=my_pool_waiting",
                "targets: { mine: { command: [node], pool_metrics: [idle] } } => t.yml:3:51: targets.mine.pool_metrics has a word"
                        + " that is not what=metric: idle; found a list; write a list, [what=metric, …], e.g."
                        + " pending=my_pool_waiting",
                "targets: { mine: { command: [node], env: [PORT=1] } } => t.yml:3:42: targets.mine.env sets PORT, which Gridlock"
                        + " gives; found a list; write a list, [NAME=value, …], e.g. NODE_ENV=production",
                "targets: { mine: { command: [node], env: [A=b, A=c] } } => t.yml:3:42: targets.mine.env sets A twice; found"
                        + " a list; write a list, [NAME=value, …], e.g. NODE_ENV=production",
                "targets: { mine: { kind: command } } => t.yml:3:18: targets.mine.command is missing; found nothing; write"
                        + " command: followed by a list of words: program and arguments, e.g. [node, server.js]",
                "targets: { mine: { command: [node], ready: health } } => t.yml:3:44: targets.mine.ready is not a valid"
                        + " name; found \"health\"; write a path that begins with /, e.g. /health",
                "targets: {} => t.yml:3:10: targets names no target; found a block; write naive: and bounded: below"
                        + " it, or leave the block out to run both",
                "fleet: [ 1 ] => t.yml:3:8: fleet is not a block of keys; found a list; write { key: value, … }, or"
                        + " keys indented below it",
                "fleet: many => t.yml:3:8: fleet is not a block of keys; found \"many\"; write { key: value, … }, or"
                        + " keys indented below it",
                "chaos: none => t.yml:3:8: chaos is not a list of faults; found \"none\"; write - { at: 0s, until:"
                        + " end, on: pgbouncer, toxic: latency, latency: 5ms }",
                "gates: [ deadlocks == 0 ] => t.yml:3:8: gates is not a block; found a list; write gates: { bounded: ["
                        + " deadlocks == 0 ] }",
                "gates: { naive: deadlocks == 0 } => t.yml:3:17: gates.naive is not a list of gates; found \"deadlocks"
                        + " == 0\"; write - deadlocks == 0, or reproduces: [ deadlocks > 0 ]",
                "fleet: { trucks: 1, regions: 1, trucks: 2 } => t.yml:3:33: a key twice; found \"trucks\" here and at"
                        + " t.yml:3:10; write it once",
                "name: again => t.yml:3:1: a key twice; found \"name\" here and at t.yml:1:1; write it once",
            })
    void aMisplacedKeyIsNamedWithItsPlaceAndTheNearestName(String lines, String problem) {
        assertThat(Mistakes.in(lines)).containsExactly(problem);
    }

    @Test
    void nameAndLoadAreRequired() {
        assertThat(Mistakes.of("seed: 1\n"))
                .containsExactly(
                        "t.yml:1:1: name is missing; found nothing; write name: followed by a name of a-z, 0-9 and -"
                                + " (at most 60, beginning with a letter or digit, not latest), e.g. black-friday",
                        "t.yml:1:1: load is missing; found nothing; write load: and below it - bulk: { calls:"
                                + " per_region, at: 0s }");
    }

    @Test
    void pricesAreNeverGuessed() {
        assertThat(Mistakes.in("business: { currency: EUR }"))
                .containsExactly(
                        "t.yml:3:11: business.outage_minute is missing; found nothing; write outage_minute: followed"
                                + " by a price from 0 to 1_000_000_000_000, e.g. 4_200",
                        "t.yml:3:11: business.wrong_route is missing; found nothing; write wrong_route: followed by a"
                                + " price from 0 to 1_000_000_000_000, e.g. 35");
    }

    @Test
    void allMistakesOfAFileAreReportedAtOnceInItsOrder() {
        assertThat(Mistakes.of("""
            name: Black Friday
            fleet: { trucks: -1 }
            postgres: { deadlock_timeout: 5 }
            targets: { bounded: { pool: 2, in_flight: 3 } }
            load: [ burst: ]
            chaos: [ { on: pg, toxic: latency, latency: 5ms } ]
            gates: { bounded: [ deadlock == 0 ] }
            """, new Setting("recording.samples", "never")))
                .extracting(problem -> problem.substring(0, problem.indexOf(' ', problem.startsWith("--set") ? 6 : 0)))
                .containsExactly(
                        "t.yml:1:7:",
                        "t.yml:2:18:",
                        "t.yml:3:31:",
                        "t.yml:4:43:",
                        "t.yml:5:9:",
                        "t.yml:6:16:",
                        "t.yml:7:21:",
                        "--set recording.samples=never:");
    }

    @Test
    void aMistakeIsNotReportedTwiceThroughWhatDependsOnIt() {
        assertThat(Mistakes.of("""
            name: t
            fleet: { trucks: none, regions: 9 }
            postgres: { max_connections: few }
            pgbouncer: { pool_size: 5_000 }
            targets: { bounded: { pool: small, in_flight: 500 } }
            load: [ arrivals: { profile: constant, rate: 100/s, for: 1h, trucks_per_call: 50 } ]
            """)).hasSize(3);
    }
}
