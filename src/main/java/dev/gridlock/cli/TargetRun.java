package dev.gridlock.cli;

import dev.gridlock.audit.Quiet;
import dev.gridlock.audit.QuietOutcome;
import dev.gridlock.chaos.ChaosTimeline;
import dev.gridlock.clock.RunClock;
import dev.gridlock.load.InjectorProcess;
import dev.gridlock.load.LoadOutcome;
import dev.gridlock.load.LoadPlan;
import dev.gridlock.process.MachineException;
import dev.gridlock.recording.Recording;
import dev.gridlock.recording.sampler.Samplers;
import dev.gridlock.recording.sampler.SessionSettings;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.segment.SegmentFile;
import dev.gridlock.stack.DatabaseAddress;
import dev.gridlock.stack.PinnedConnection;
import dev.gridlock.stack.Stack;
import dev.gridlock.target.RunningTarget;
import dev.gridlock.target.Targets;
import dev.gridlock.workload.fleet.Calibration;
import dev.gridlock.workload.fleet.Fleet;
import dev.gridlock.workload.fleet.FleetTables;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** One target of a run: fresh rows, the service, the load with its faults, quiet, snapshot, recording, audit. */
final class TargetRun {

    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMinutes(2);
    private static final Duration QUIET_WITHOUT_FAULTS = Duration.ofSeconds(30);
    private static final Duration GATLING_REPORT = Duration.ofSeconds(60);
    private static final List<String> EVENT_COLUMNS = List.of("at_ns", "source", "kind", "message");

    private final String target;
    private final int position;
    private final Scenario scenario;
    private final RunFolder folder;
    private final Stack stack;
    private final Recording recording;
    private final Fleet fleet;
    private final LoadPlan plan;
    private final RunClock clock;
    private final Progress progress;
    private final boolean gatlingReport;
    private final TargetRecord record;

    /**
     * @param position of the target in the scenario, from 1
     * @param gatlingReport whether Gatling is to make its own report, which takes a second or two of both cores
     */
    TargetRun(
            String target,
            int position,
            Scenario scenario,
            RunFolder folder,
            Stack stack,
            Recording recording,
            Fleet fleet,
            LoadPlan plan,
            RunClock clock,
            Progress progress,
            boolean gatlingReport) {
        this.target = target;
        this.position = position;
        this.scenario = scenario;
        this.folder = folder;
        this.stack = stack;
        this.recording = recording;
        this.fleet = fleet;
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
        this.gatlingReport = gatlingReport;
        this.record = new TargetRecord(target, recording, stack.observer(), clock, progress);
    }

    /**
     * Runs it. Whatever happens, its service and injector are stopped, and what was recorded until then is loaded.
     *
     * @throws MachineException when a part, the service or the injector could not do it; the recording says it is partial
     */
    void execute() throws MachineException, InterruptedException {
        Path raw = folder.raw(target);
        recording.putTarget(target, spec().kind(), position, plan.trucks(), false);
        try {
            try (LifeWatch life = new LifeWatch(stack.lifeSigns())) {
                life.over(() -> assign(raw, life));
            }
        } catch (UncheckedIOException unwritten) {
            throw kept(
                    raw,
                    new MachineException(
                            unwritten.getMessage() + "\n  is the disk full? The recording would not be whole",
                            unwritten));
        } catch (MachineException failure) {
            throw kept(raw, failure);
        } catch (InterruptedException interruption) {
            record.keepPartial(raw, interruption);
            throw interruption;
        }
    }

    /** The failure as it is to be told, with what there is loaded. */
    private MachineException kept(Path raw, MachineException failure) {
        MachineException told = FullDisk.told(failure, folder.path(), Path.of(System.getProperty("java.io.tmpdir")));
        record.keepPartial(raw, told);
        return told;
    }

    private void assign(Path raw, LifeWatch life) throws MachineException, InterruptedException {
        try (SegmentFile events = new SegmentFile(raw.resolve("run-events.csv"), EVENT_COLUMNS)) {
            loadFleet();
            calibrate(events);
            underLoad(raw, events, life);
        }
        record.finish(raw);
    }

    private TargetSpec spec() {
        return Objects.requireNonNull(scenario.targets().get(target));
    }

    /** The first snapshot is taken in the transaction that makes the rows, so nobody can have changed them before it. */
    private void loadFleet() throws MachineException {
        progress.stage(target + ": fleet");
        long began = System.nanoTime();
        DatabaseAddress observer = stack.observer();
        try (Connection postgres = PinnedConnection.to(observer)) {
            postgres.setAutoCommit(false);
            FleetTables.loadWithin(fleet, postgres);
            recording.putRun("fleet." + target + ".hash", FleetTables.hash(postgres));
            record.took("fleet", began);
            record.loaded(postgres);
            postgres.commit();
        } catch (SQLException e) {
            throw new MachineException("could not load the fleet into " + observer + ": " + e.getMessage(), e);
        }
    }

    /**
     * Before the load, so that nothing that this target does has a part in it. Without a figure the run is whole all the same:
     * it only cannot be compared with other sessions.
     */
    private void calibrate(SegmentFile events) throws MachineException {
        progress.stage(target + ": calibration");
        long began = System.nanoTime();
        try {
            OptionalDouble ms = Calibration.measure(fleet, stack.observer(), stack.application());
            if (ms.isPresent()) {
                recording.putRun("calibration." + target + ".ms", Double.toString(ms.getAsDouble()));
            } else {
                events.append(clock.nanos(), "run", "not_calibrated", "the stack was too slow for a figure");
            }
        } catch (SQLException e) {
            events.append(clock.nanos(), "run", "not_calibrated", String.valueOf(e.getMessage()));
        }
        record.took("calibration", began);
    }

    private void underLoad(Path raw, SegmentFile events, LifeWatch life) throws MachineException, InterruptedException {
        progress.stage(target + ": service and injector");
        try (ChangeEvidence changes = ChangeEvidence.begin(stack.observer(), FleetTables.QUALIFIED, clock, events);
                RunningTarget service = startService(raw);
                Samplers samplers = Samplers.start(stack, scenario.recording(), raw, clock);
                InjectorProcess injector = startInjector(service, raw);
                ChaosTimeline chaos = ChaosTimeline.start(scenario.chaos(), stack, clock, raw)) {
            life.excusing(chaos::disrupted);
            injector.awaitReady(READY);
            ServerEvidence evidence = ServerEvidence.begin(stack, raw, clock, events);
            Optional<LockOrderEvidence> lockOrders = Optional.empty();
            try (samplers;
                    LoadWatch watch = new LoadWatch(service, injector, stack, plan, folder.path(), progress, life)) {
                chaos.prepare();
                lockOrders = LockOrderEvidence.begin(stack, clock, events);
                samplers.begin();
                progress.stage(target + ": load");
                chaos.begin();
                LoadOutcome outcome = watch.over(() -> watch.load(injector));
                if (!gatlingReport) {
                    injector.close();
                }
                progress.line(target + ": " + outcome.answered() + " of " + outcome.planned() + " calls answered");
                watch.over(() -> awaitQuiet(service, chaos, events));
            } catch (MachineException death) {
                injector.close();
                service.close();
                chaos.end();
                readAfter(death, evidence, changes, raw, events, life);
                throw death;
            }
            service.finish();
            evidence.end();
            SessionSettings.end(stack, scenario.postgres(), raw, clock);
            record.snapshot();
            readChanges(changes, raw);
            readLockOrders(lockOrders, raw, events);
            if (gatlingReport) {
                injector.awaitReport(GATLING_REPORT);
            }
        }
    }

    private void readChanges(ChangeEvidence changes, Path raw) throws MachineException {
        long began = System.nanoTime();
        changes.read(raw);
        record.took("changes", began);
    }

    private void readLockOrders(Optional<LockOrderEvidence> lockOrders, Path raw, SegmentFile events)
            throws MachineException {
        long began = System.nanoTime();
        lockOrders.ifPresent(evidence -> evidence.end(raw, clock, events));
        record.took("lock_orders", began);
    }

    /** The database may outlive the service or the injector: then its rows still tell what became of the work. */
    private void readAfter(
            MachineException death,
            ServerEvidence evidence,
            ChangeEvidence changes,
            Path raw,
            SegmentFile events,
            LifeWatch life)
            throws InterruptedException {
        if (Interruption.jvmIsEnding() || life.isSilent("postgres")) {
            return;
        }
        // The watch interrupts this thread when a part dies; the part's own error may have come first.
        boolean _ = Thread.interrupted();
        progress.stage(target + ": it cannot go on; reading what is left");
        try {
            QuietOutcome outcome = Quiet.await(
                    OptionalLong::empty, stack.observer(), stack.application().user(), QUIET_WITHOUT_FAULTS);
            events.append(clock.nanos(), "run", outcome.eventKind(), outcome.message());
            evidence.end();
            record.snapshot();
            readChanges(changes, raw);
        } catch (MachineException databaseGone) {
            death.addSuppressed(databaseGone);
        }
    }

    private RunningTarget startService(Path raw) throws MachineException, InterruptedException {
        return Targets.start(
                target,
                spec(),
                stack.services(),
                String.valueOf(folder.path().getFileName()),
                raw,
                folder.logs().resolve("service-" + target + ".log"),
                clock,
                scenario.recording());
    }

    private InjectorProcess startInjector(RunningTarget service, Path raw) throws MachineException {
        return InjectorProcess.start(
                target,
                service.baseUrl(),
                plan,
                raw,
                folder.gatling(target),
                folder.logs().resolve("injector-" + target + ".log"),
                clock);
    }

    /** A fault that stops all data would keep it from ever being quiet: then it is healed, and waited for once more. */
    private QuietOutcome awaitQuiet(RunningTarget service, ChaosTimeline chaos, SegmentFile events)
            throws MachineException, InterruptedException {
        progress.stage(target + ": until quiet");
        String user = stack.application().user();
        chaos.endOfLoad();
        QuietOutcome outcome = Quiet.await(() -> inFlight(service), stack.observer(), user, QUIET);
        chaos.end();
        if (outcome instanceof QuietOutcome.Busy) {
            outcome = Quiet.await(() -> inFlight(service), stack.observer(), user, QUIET_WITHOUT_FAULTS);
        }
        events.append(clock.nanos(), "run", outcome.eventKind(), outcome.message());
        progress.line(target + ": " + outcome.message());
        return outcome;
    }

    private static OptionalLong inFlight(RunningTarget service) {
        try {
            return service.health()
                    .map(health -> OptionalLong.of(health.operationsInFlight()))
                    .orElse(OptionalLong.empty());
        } catch (MachineException e) {
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }
}
