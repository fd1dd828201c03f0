package dev.gridlock.chaos;

import dev.gridlock.chaos.FaultLog.Phase;
import dev.gridlock.scenario.FaultSpec;
import java.io.IOException;

/** One fault of a run on its way through its phases: steady, apply, proof, heal, healed. */
final class FaultRun {

    /** So many connections miss a fault of toxicity t by chance in one of ten thousand cases: (1 − t)^n = 1e-4. */
    private static final double CHANCE = 1e-4;

    private static final int MOST_CONNECTIONS = 60;

    private static final int MOST_TRIES = 5;

    private final int number;
    private final FaultSpec spec;
    private final Fault fault;
    private final Door door;
    private final Toxics toxics;
    private final FaultLog log;

    private Trials steady = Trials.NONE;
    private boolean applied;

    FaultRun(int number, FaultSpec spec, Door door, Toxics toxics, FaultLog log) {
        this.number = number;
        this.spec = spec;
        this.fault = Faults.of(spec.toxic());
        this.door = door;
        this.toxics = toxics;
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
     * Adds the toxic and proves it from outside.
     *
     * @throws IOException with Toxiproxy's words when it refuses the toxic
     */
    synchronized void apply() throws IOException, InterruptedException {
        applied = true;
        try {
            toxics.add(name(), spec, fault);
        } catch (IOException e) {
            applied = false;
            record(Phase.APPLY, new Finding("added to the proxy", "refused: " + e.getMessage(), false));
            throw new IOException(this + " was refused by Toxiproxy: " + e.getMessage(), e);
        }
        record(Phase.APPLY, new Finding("added to the proxy", "added", true));
        try {
            record(Phase.PROOF, proof(fault.probe(door, connections())));
        } catch (InterruptedException e) {
            record(Phase.PROOF, new Finding(fault.expected(steady), "interrupted before it was proven", false));
            throw e;
        }
    }

    /** Removes the toxic, when it was applied. Never throws: what went wrong is in the recording. */
    synchronized boolean heal() {
        if (!applied) {
            return false;
        }
        applied = false;
        Finding removed;
        try {
            boolean there = toxics.remove(name(), spec.on());
            removed = new Finding("removed from the proxy", there ? "removed" : "was not there any more", there);
        } catch (IOException e) {
            removed = new Finding("removed from the proxy", "could not be removed: " + e.getMessage(), false);
        }
        record(Phase.HEAL, removed);
        return true;
    }

    /**
     * Proves from outside that the fault is gone. On a busy machine every round trip may be slow for a while, so it is
     * tried a few times; a fault that is still there shows each time.
     */
    synchronized void provenHealed() throws InterruptedException {
        int tries = 0;
        Trials trials;
        int shows;
        boolean gone;
        do {
            trials = fault.probe(door, connections());
            shows = showing(trials);
            gone = fault.gone(trials, shows, spec.toxicity());
            tries++;
        } while (!gone && tries < MOST_TRIES);
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

    private String name() {
        return "gridlock-" + number;
    }

    @Override
    public String toString() {
        return "fault " + number + " (" + fault.toxic() + " " + fault.parameters() + " on "
                + Toxics.proxyName(spec.on()) + ")";
    }
}
