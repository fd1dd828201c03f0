package dev.gridlock.chaos;

import dev.gridlock.chaos.FaultLog.Phase;
import dev.gridlock.scenario.FaultSpec;
import dev.gridlock.stack.Stack;
import java.io.IOException;
import java.time.Duration;

/** One fault of a run on its way through its phases: steady, apply, proof, heal, healed. */
final class FaultRun {

    /** So many connections miss a fault of toxicity t by chance in one of ten thousand cases: (1 − t)^n = 1e-4. */
    private static final double CHANCE = 1e-4;

    private static final int MOST_CONNECTIONS = 60;

    private static final int MOST_TRIES = 5;

    private static final Duration SLOW_FOR_A_WHILE = Duration.ofSeconds(5);

    private final int number;
    private final FaultSpec spec;
    private final Fault fault;
    private final Door door;
    private final Lever lever;
    private final FaultLog log;

    private Trials steady = Trials.NONE;
    private boolean applied;
    private boolean retired;

    /** Until when the part may not answer because of it, by System.nanoTime(); asked while a proof goes on. */
    private volatile long disruptedUntilNanos;

    private volatile boolean disrupts;
    private volatile boolean everDisrupted;

    FaultRun(int number, FaultSpec spec, Fault fault, Door door, Toxics toxics, FaultLog log) {
        this.number = number;
        this.spec = spec;
        this.fault = fault;
        this.door = door;
        this.lever = switch (fault) {
            case ToxicFault toxic -> new Lever.OfToxic(toxics, Stack.TOXIC + number, spec, toxic);
            case PartFault part -> new Lever.OfPart(part, door);
        };
        this.log = log;
    }

    FaultSpec spec() {
        return spec;
    }

    /** What it is like without the fault, which is what the proof compares with. */
    synchronized void steady() throws InterruptedException {
        Trials trials = fault.probe(door, fault.connections());
        for (int tries = 1; tries < MOST_TRIES && !fault.comparable(trials); tries++) {
            trials = trials.and(fault.probe(door, fault.connections()));
        }
        steady = trials;
        record(Phase.STEADY, new Finding("every connection is answered", fault.observed(steady), steady.allAnswered()));
    }

    /**
     * Puts the fault on and proves it from outside.
     *
     * @throws IOException with the words of Toxiproxy, or of the container engine, when it refuses
     */
    synchronized void apply() throws IOException, InterruptedException {
        if (retired) {
            return;
        }
        applied = true;
        everDisrupted = true;
        disrupts = true;
        try {
            lever.apply();
        } catch (IOException e) {
            applied = false;
            disrupts = false;
            disruptedUntilNanos = System.nanoTime();
            record(Phase.APPLY, new Finding(lever.on(), "refused: " + e.getMessage(), false));
            throw new IOException(this + " was refused: " + e.getMessage(), e);
        }
        record(Phase.APPLY, new Finding(lever.on(), lever.on(), true));
        try {
            record(Phase.PROOF, proof(fault.probe(door, connections())));
        } catch (InterruptedException e) {
            record(Phase.PROOF, new Finding(fault.expected(steady), "interrupted before it was proven", false));
            throw e;
        }
    }

    /** Whether it is of a part, which nobody can wait for while it is down. */
    boolean isOfPart() {
        return fault instanceof PartFault;
    }

    /** Whether it is of that part, and was on it at some time since then. */
    boolean disrupted(String part, long sinceNanos) {
        return isOfPart()
                && Toxics.proxyName(spec.on()).equals(part)
                && (disrupts || (everDisrupted && disruptedUntilNanos - sinceNanos > 0));
    }

    /** It is not applied any more from now on; that it never was is then missing in the recording, which the verdict sees. */
    synchronized void retire() {
        retired = true;
    }

    /** Takes the fault off, when it was applied. Never throws: what went wrong is in the recording. */
    synchronized boolean heal() {
        if (!applied) {
            return false;
        }
        applied = false;
        Finding removed;
        try {
            boolean there = lever.heal();
            removed = new Finding(lever.off(), there ? lever.off() : "was not there any more", there);
        } catch (IOException e) {
            removed = new Finding(lever.off(), "refused: " + e.getMessage(), false);
        }
        disruptedUntilNanos = System.nanoTime();
        disrupts = false;
        record(Phase.HEAL, removed);
        return true;
    }

    /**
     * Proves from outside that the fault is gone. On a busy machine every round trip may be slow for a while, so it is
     * tried for a while; a fault that is still there shows each time.
     */
    synchronized void provenHealed() throws InterruptedException {
        lever.settle();
        long end = System.nanoTime() + SLOW_FOR_A_WHILE.toNanos();
        int tries = 0;
        Trials trials;
        int shows;
        boolean gone;
        do {
            trials = fault.probe(door, connections());
            shows = showing(trials);
            gone = fault.gone(trials, shows, spec.toxicity());
            tries++;
        } while (!gone && (tries < MOST_TRIES || System.nanoTime() < end));
        String observed = observed(trials, shows) + (tries > 1 ? ", at try " + tries : "");
        record(Phase.HEALED, new Finding("every connection is answered as before", observed, gone));
    }

    private Finding proof(Trials trials) {
        int shows = showing(trials);
        String expected = fault.expected(steady);
        if (spec.toxicity() == 1 && fault.onEvery()) {
            return new Finding(expected, observed(trials, shows), shows == trials.size());
        }
        String share = spec.toxicity() == 1 ? "some" : Math.round(spec.toxicity() * 100) + "%";
        return new Finding(expected + " on " + share + " of connections", observed(trials, shows), shows > 0);
    }

    private int showing(Trials trials) {
        return (int) trials.all().stream()
                .filter(trial -> fault.shows(trial, steady))
                .count();
    }

    private String observed(Trials trials, int shows) {
        return fault.observed(trials) + "; " + shows + " show the fault";
    }

    private int connections() {
        if (spec.toxicity() == 1) {
            return fault.connections();
        }
        double enough = Math.ceil(Math.log(CHANCE) / Math.log(1 - spec.toxicity()));
        return (int) Math.clamp(enough, fault.connections(), MOST_CONNECTIONS);
    }

    private void record(Phase phase, Finding finding) {
        log.phase(number, spec, fault, phase, finding);
    }

    @Override
    public String toString() {
        return "fault " + number + " (" + (fault.name() + " " + fault.parameters()).strip() + " on "
                + Toxics.proxyName(spec.on()) + ")";
    }
}
