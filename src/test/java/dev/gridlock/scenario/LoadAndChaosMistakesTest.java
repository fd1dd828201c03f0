package dev.gridlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoadAndChaosMistakesTest {

    @Test
    void arrivalsThatNeedMoreTrucksThanThereAreAreRefused() {
        assertThat(load("- arrivals: { profile: ramp, from: 10/s, to: 200/s, for: 30s, trucks_per_call: 50 }"))
                .containsExactly(
                        "t.yml:3:5: the load needs more trucks than the fleet has, and each is sent at most once;"
                                + " found 157_500 trucks needed by arrivals, 50_000 in the fleet; write fleet.trucks of at"
                                + " least 157_500, a lower rate, a shorter time or fewer trucks_per_call");
    }

    @Test
    void theTrucksOfACallAreOfOneRegion() {
        assertThat(Mistakes.of("""
            name: t
            fleet: { trucks: 100, regions: 8 }
            load: [ arrivals: { profile: constant, rate: 10/s, for: 1s, trucks_per_call: 10 } ]
            """))
                .containsExactly(
                        "t.yml:3:9: the load needs more calls than the regions can fill, and the trucks of a call are"
                                + " of one region; found 100 trucks needed, 80 to be had in calls of 10 from 8 regions;"
                                + " write more fleet.trucks, fewer fleet.regions or fewer trucks_per_call");
    }

    @Test
    void arrivalsThatSendNothingAreRefused() {
        assertThat(load("- arrivals: { profile: constant, rate: 0.5/s, for: 1s, trucks_per_call: 1 }"))
                .containsExactly(
                        "t.yml:3:5: the arrivals would send no call; found 0.5/s to 0.5/s for 1000ms; write a rate"
                                + " and a time that make at least one call");
    }

    @Test
    void aSecondBulkHasNoTruckLeft() {
        assertThat(load("- bulk:\n  - bulk: { at: 5s }"))
                .containsExactly(
                        "t.yml:4:5: a second bulk: no truck is left for it; found another bulk at t.yml:3:5; write"
                                + " one bulk with more calls, or arrivals");
    }

    @Test
    void aBulkNeedsATruckForEachCall() {
        assertThat(load("- bulk: { calls: 60_000 }"))
                .containsExactly(
                        "t.yml:3:5: the bulk has fewer trucks than calls; found 50_000 trucks left for it; write"
                                + " fewer calls, more fleet.trucks, or fewer arrivals");
        assertThat(load("- bulk:\n  - arrivals: { profile: constant, rate: 1_000/s, for: 50s, trucks_per_call: 1 }"))
                .containsExactly(
                        "t.yml:3:5: the bulk has fewer trucks than calls; found 0 trucks left for it; write fewer"
                                + " calls, more fleet.trucks, or fewer arrivals");
    }

    @Test
    void aLoadIsAListOfBulksAndArrivals() {
        String example = "; write - bulk: { calls: per_region, at: 0s }";
        assertThat(Mistakes.of("name: t\nload: []\n"))
                .containsExactly("t.yml:2:7: load is not a list of loads; found an empty list" + example);
        assertThat(Mistakes.of("name: t\nload: { bulk: }\n"))
                .containsExactly("t.yml:2:7: load is not a list of loads; found a block" + example);
        assertThat(load("- bulk"))
                .containsExactly("t.yml:3:5: load.0 is not one bulk or arrivals; found \"bulk\"" + example);
        assertThat(load("- bulks: {}"))
                .containsExactly(
                        "t.yml:3:5: unknown load load.0; found \"bulks\"; write bulk? Or one of bulk, arrivals");
        assertThat(load("- bulk: { call: 5 }"))
                .containsExactly(
                        "t.yml:3:13: unknown key load.0.bulk.call; found \"call\"; write calls? Or one of at, calls");
    }

    @Test
    void aRateNeedsItsUnit() {
        assertThat(load("- arrivals: { profile: constant, rate: 10, for: 1s, trucks_per_call: 1 }"))
                .containsExactly("t.yml:3:42: load.0.arrivals.rate has no unit; found \"10\"; write a rate from 0/s to"
                        + " 100_000/s, e.g. 10/s");
        assertThat(load("- arrivals: { profile: constant, rate: 10/m, for: 1s, trucks_per_call: 1 }"))
                .containsExactly(
                        "t.yml:3:42: load.0.arrivals.rate is not a rate a second; found \"10/m\"; write a rate from"
                                + " 0/s to 100_000/s, e.g. 10/s");
    }

    @Test
    void aConstantProfileHasOneRate() {
        assertThat(load("- arrivals: { profile: constant, from: 1/s, to: 2/s, for: 1s, trucks_per_call: 1 }"))
                .containsExactly(
                        "t.yml:3:15: load.0.arrivals.rate is missing; found nothing; write rate: followed by a rate"
                                + " from 0/s to 100_000/s, e.g. 10/s",
                        "t.yml:3:36: unknown key load.0.arrivals.from; found \"from\"; write one of at, profile, rate,"
                                + " for, trucks_per_call",
                        "t.yml:3:47: unknown key load.0.arrivals.to; found \"to\"; write one of at, profile, rate, for,"
                                + " trucks_per_call");
    }

    @Test
    void theSameToxicTwiceAtATimeIsRefused() {
        assertThat(Mistakes.in("""
            chaos:
              - { at: 0s, until: 10s, on: pgbouncer, toxic: latency, latency: 5ms }
              - { at: 9s, on: pgbouncer, toxic: latency, latency: 50ms }
            """))
                .containsExactly(
                        "t.yml:5:5: chaos.1 overlaps chaos.0: the same toxic on the same proxy and stream at the same"
                                + " time; found the other at t.yml:4:5; write times that do not overlap, or another"
                                + " stream");
    }

    @Test
    void toxicsThatDifferOrFollowEachOtherMayStand() throws ScenarioException {
        String chaos = """
            name: t
            load: [ bulk: ]
            chaos:
              - { at: 0s, until: 10s, on: pgbouncer, toxic: latency, latency: 5ms }
              - { at: 10s, on: pgbouncer, toxic: latency, latency: 50ms }
              - { at: 0s, on: postgres, toxic: latency, latency: 5ms }
              - { at: 0s, on: pgbouncer, toxic: latency, latency: 5ms, stream: upstream }
              - { at: 0s, on: pgbouncer, toxic: bandwidth, rate: 5KB/s }
            """;
        assertThat(ScenarioParser.parse("t.yml", chaos, TestCatalogue.CATALOGUE, List.of())
                        .chaos())
                .hasSize(5);
    }

    @Test
    void whatToxiproxyRefusesIsRefusedBefore() {
        assertThat(fault("toxic: latency, latency: -5ms"))
                .containsExactly(
                        "t.yml:3:51: chaos.0.latency is out of range; found \"-5ms\"; write a duration (us, ms, s, m,"
                                + " h) of whole ms from 1ms to 10m, e.g. 5ms");
        assertThat(fault("toxic: latency, latency: 5ms, jitter: 6ms"))
                .containsExactly(
                        "t.yml:3:64: chaos.0.jitter is more than the latency: a delay cannot be negative; found"
                                + " \"6ms\"; write at most 5ms");
        assertThat(fault("toxic: bandwidth, rate: 0KB/s"))
                .containsExactly(
                        "t.yml:3:50: chaos.0.rate is out of range; found \"0KB/s\"; write a bandwidth (KB/s, MB/s) of"
                                + " whole KB/s from 1KB/s to 10_000_000KB/s, e.g. 1000KB/s");
        assertThat(fault("toxic: timeout, at: 5s, until: 5s"))
                .containsExactly(
                        "t.yml:3:57: chaos.0.until is not after at; found \"5s\"; write a time after 5s, or end");
        assertThat(Mistakes.in("chaos: [ {} ]")).hasSize(2).allMatch(problem -> problem.contains(" is missing; "));
    }

    private static List<String> load(String items) {
        return Mistakes.of("name: t\nload:\n  " + items + "\n");
    }

    private static List<String> fault(String keys) {
        return Mistakes.in("chaos: [ { on: postgres, " + keys + " } ]");
    }
}
