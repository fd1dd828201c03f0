package dev.gridlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueMistakesTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                // counts
                "fleet: { trucks: 0 } => t.yml:3:18: fleet.trucks is out of range; found \"0\"; write a count from 1"
                        + " to 1_000_000, e.g. 50_000",
                "fleet: { trucks: -5 } => t.yml:3:18: fleet.trucks is out of range; found \"-5\"; write a count from 1"
                        + " to 1_000_000, e.g. 50_000",
                "fleet: { trucks: 1_000_001 } => t.yml:3:18: fleet.trucks is out of range; found \"1_000_001\"; write"
                        + " a count from 1 to 1_000_000, e.g. 50_000",
                "fleet: { trucks: 99999999999999999999 } => t.yml:3:18: fleet.trucks is out of range; found"
                        + " \"99999999999999999999\"; write a count from 1 to 1_000_000, e.g. 50_000",
                "fleet: { trucks: 1e9 } => t.yml:3:18: fleet.trucks is not a count; found \"1e9\"; write a count from"
                        + " 1 to 1_000_000, e.g. 50_000",
                "fleet: { trucks: 1.5 } => t.yml:3:18: fleet.trucks is not a whole number; found \"1.5\"; write a"
                        + " count from 1 to 1_000_000, e.g. 50_000",
                "fleet: { trucks: 010 } => t.yml:3:18: fleet.trucks is not a count (a 0 before other digits may mean base 8);"
                        + " found \"010\"; write a count from 1 to 1_000_000, e.g. 50_000",
                "fleet: { trucks: 5s } => t.yml:3:18: fleet.trucks is not a count: it has the unit s; found \"5s\";"
                        + " write a count from 1 to 1_000_000, e.g. 50_000",
                "fleet: { trucks: many } => t.yml:3:18: fleet.trucks is not a count; found \"many\"; write a count"
                        + " from 1 to 1_000_000, e.g. 50_000",
                "fleet: { trucks: \"50,000\" } => t.yml:3:18: fleet.trucks is not a count (digits are grouped by _);"
                        + " found \"50,000\"; write a count from 1 to 1_000_000, e.g. 50_000",
                "fleet: { trucks: [ 5 ] } => t.yml:3:18: fleet.trucks is not one value; found a list; write a count"
                        + " from 1 to 1_000_000, e.g. 50_000",
                "fleet: { trucks: } => t.yml:3:17: fleet.trucks has no value; found nothing; write a count from 1 to"
                        + " 1_000_000, e.g. 50_000",
                "seed: 9223372036854775808 => t.yml:3:7: seed is out of range; found \"9223372036854775808\"; write a"
                        + " whole number from -2^63 to 2^63-1, e.g. 20261124",
                "targets: { naive: { pool: 10_001 } } => t.yml:3:27: targets.naive.pool is out of range; found"
                        + " \"10_001\"; write a count from 1 to 10_000, e.g. 100",
                // shares
                "fleet: { reversed: 101% } => t.yml:3:20: fleet.reversed is out of range; found \"101%\"; write a"
                        + " share from 0% to 100%, e.g. 50%",
                "fleet: { reversed: 50 } => t.yml:3:20: fleet.reversed is out of range; found \"50\"; write a share"
                        + " from 0% to 100%, e.g. 50%",
                "chaos: [ { on: postgres, toxic: timeout, toxicity: 0 } ] => t.yml:3:52: chaos.0.toxicity is out of"
                        + " range; found \"0\"; write a share above 0% up to 100%, e.g. 100%",
                "chaos: [ { on: postgres, toxic: timeout, toxicity: 1.1 } ] => t.yml:3:52: chaos.0.toxicity is out of"
                        + " range; found \"1.1\"; write a share above 0% up to 100%, e.g. 100%",
                // durations
                "postgres: { deadlock_timeout: 5 } => t.yml:3:31: postgres.deadlock_timeout has no unit; found \"5\";"
                        + " write a duration (us, ms, s, m, h) of whole ms from 1ms to 10m, e.g. 1s",
                "postgres: { deadlock_timeout: -1s } => t.yml:3:31: postgres.deadlock_timeout is out of range; found"
                        + " \"-1s\"; write a duration (us, ms, s, m, h) of whole ms from 1ms to 10m, e.g. 1s",
                "postgres: { deadlock_timeout: 1_500us } => t.yml:3:31: postgres.deadlock_timeout is not whole ms;"
                        + " found \"1_500us\"; write a duration (us, ms, s, m, h) of whole ms from 1ms to 10m, e.g. 1s",
                "postgres: { deadlock_timeout: 5MB } => t.yml:3:31: postgres.deadlock_timeout is not a duration: its"
                        + " unit is MB; found \"5MB\"; write a duration (us, ms, s, m, h) of whole ms from 1ms to 10m,"
                        + " e.g. 1s",
                "targets: { naive: { acquire_timeout: 249ms } } => t.yml:3:38: targets.naive.acquire_timeout is out of"
                        + " range; found \"249ms\"; write a duration (us, ms, s, m, h) of whole ms from 250ms to 1h, e.g."
                        + " 5s",
                "recording: { samples: on } => t.yml:3:23: recording.samples is not a duration; found \"on\"; write"
                        + " off, or a duration (us, ms, s, m, h) of whole ms from 10ms to 1m, e.g. 100ms",
                // numbers that others read in other ways
                "seed: 0_7 => t.yml:3:7: seed is not a whole number (a 0 before other digits may mean base 8); found"
                        + " \"0_7\"; write a whole number from -2^63 to 2^63-1, e.g. 20261124",
                "postgres: { deadlock_timeout: 01s } => t.yml:3:31: postgres.deadlock_timeout is not a duration (a 0"
                        + " before other digits may mean base 8); found \"01s\"; write a duration (us, ms, s, m, h) of"
                        + " whole ms from 1ms to 10m, e.g. 1s",
                // sizes
                "targets: { naive: { heap: 512 } } => t.yml:3:27: targets.naive.heap has no unit; found \"512\"; write"
                        + " a size (B, KB, MB, GB, KiB, MiB, GiB) in steps of 1KiB from 64MiB to 64GiB, e.g. 512MiB",
                "targets: { naive: { heap: 63MiB } } => t.yml:3:27: targets.naive.heap is out of range; found"
                        + " \"63MiB\"; write a size (B, KB, MB, GB, KiB, MiB, GiB) in steps of 1KiB from 64MiB to 64GiB,"
                        + " e.g. 512MiB",
                "targets: { naive: { heap: 512mb } } => t.yml:3:27: targets.naive.heap is not a size: its unit is mb;"
                        + " found \"512mb\"; write a size (B, KB, MB, GB, KiB, MiB, GiB) in steps of 1KiB from 64MiB to"
                        + " 64GiB, e.g. 512MiB",
                "postgres: { shared_buffers: 5MB } => t.yml:3:29: postgres.shared_buffers is not a multiple of 8KiB;"
                        + " found \"5MB\"; write a size (B, KB, MB, GB, KiB, MiB, GiB) in steps of 8KiB from 1MiB to"
                        + " 64GiB, e.g. 128MiB",
                // choices, names, text
                "pgbouncer: { pool_mode: statement } => t.yml:3:25: pgbouncer.pool_mode is not transaction or session;"
                        + " found \"statement\"; write one of transaction, session, e.g. transaction",
                "chaos: [ { on: pg, toxic: timeout } ] => t.yml:3:16: chaos.0.on is not pgbouncer or postgres; found"
                        + " \"pg\"; write one of pgbouncer, postgres, e.g. pgbouncer",
                "chaos: [ { on: postgres, toxic: slicer } ] => t.yml:3:33: chaos.0.toxic is not latency, bandwidth,"
                        + " timeout or reset_peer; found \"slicer\"; write one of latency, bandwidth, timeout, reset_peer,"
                        + " e.g. latency",
                "about: \"a\\0b\" => t.yml:3:8: about holds a control character; found \"a\\u0000b\"; write text of at"
                        + " most 1_000 characters, e.g. What it shows.",
                "business: { currency: usd, outage_minute: 1, wrong_route: 1 } => t.yml:3:23: business.currency is not"
                        + " a valid name; found \"usd\"; write an ISO 4217 code of three capital letters, e.g. USD",
                "business: { currency: USD, outage_minute: -1, wrong_route: 1 } => t.yml:3:43: business.outage_minute"
                        + " is out of range; found \"-1\"; write a price from 0 to 1_000_000_000_000, e.g. 4_200",
                "business: { currency: USD, outage_minute: 5$, wrong_route: 1 } => t.yml:3:43: business.outage_minute"
                        + " is not a price; found \"5$\"; write a price from 0 to 1_000_000_000_000, e.g. 4_200",
                // what does not fit together
                "fleet: { regions: 9, trucks: 8 } => t.yml:3:19: fleet.regions: a region would have no truck; found 9"
                        + " regions for 8 trucks; write at most as many regions as trucks",
                "fleet: { hubs: 400 } => t.yml:3:16: fleet.hubs: every segment would be a hub; found 400 hubs of 400"
                        + " segments; write fewer hubs than segments",
                "fleet: { segments: 115 } => t.yml:3:20: fleet.segments: a region would have fewer segments than the"
                        + " longest route, 12; found 95 segments besides the hubs for 8 regions; write at least 116"
                        + " segments, or fewer regions",
                "pgbouncer: { pool_size: 98 } => t.yml:3:25: pgbouncer.pool_size: PostgreSQL would refuse some of its"
                        + " connections; found 98 of max_connections 100, of which 3 are kept for superusers; write at"
                        + " most 97, or postgres.max_connections of at least 101",
                "postgres: { max_connections: 52 } => t.yml:3:30: pgbouncer.pool_size: PostgreSQL would refuse some of"
                        + " its connections; found 50 of max_connections 52, of which 3 are kept for superusers; write at"
                        + " most 49, or postgres.max_connections of at least 53",
                "targets: { bounded: { in_flight: 9 } } => t.yml:3:34: targets.bounded.in_flight is more than its"
                        + " pool: the rest would wait for connections; found 9 in flight for a pool of 8; write in_flight"
                        + " of at most 8, or a larger pool",
            })
    void aBadValueIsNamedWithItsPlaceAndWhatToWrite(String lines, String problem) {
        assertThat(Mistakes.in(lines)).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "fleet: { segments: 116 } => segments",
                "pgbouncer: { pool_size: 97 } => all that PostgreSQL gives",
                "targets: { bounded: { in_flight: 8 } } => as many as the pool",
                "fleet: { trucks: 1, regions: 1 } => one truck",
                "fleet: { reversed: 0% } => none reversed",
                "targets: { naive: { acquire_timeout: 250ms } } => HikariCP's least",
            })
    void theBoundItselfIsAllowed(String lines, String claim) throws ScenarioException {
        assertThat(ScenarioParser.parse(
                        "t.yml", "name: t\nload: [ bulk: ]\n" + lines, TestCatalogue.CATALOGUE, List.of()))
                .as(claim)
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(value = {"Black", "-x", "a_b", "ü", "a/b", "..", "latest", "''"})
    void aNameThatIsNoFolderOfItsOwnIsRefused(String name) {
        assertThat(Mistakes.of("name: \"" + name + "\"\nload: [ bulk: ]\n"))
                .singleElement()
                .asString()
                .startsWith("t.yml:1:7: name is not a valid name; found \"" + name + "\"; write a name of a-z");
    }

    @Test
    void aLongValueIsShortenedInItsMessage() {
        assertThat(Mistakes.in("about: " + "x".repeat(1_001)))
                .singleElement()
                .asString()
                .startsWith("t.yml:3:8: about is too long; found \"" + "x".repeat(60) + "…\"; write");
    }
}
