package dev.gridlock.cli;

import dev.gridlock.audit.Audit;
import dev.gridlock.audit.AuditOutcome;
import dev.gridlock.audit.Quiet;
import dev.gridlock.audit.QuietOutcome;
import dev.gridlock.audit.Rows;
import dev.gridlock.chaos.ChaosTimeline;
import dev.gridlock.clock.RunClock;
import dev.gridlock.fleet.Fleet;
import dev.gridlock.fleet.FleetTables;
import dev.gridlock.load.InjectorProcess;
import dev.gridlock.load.LoadOutcome;
import dev.gridlock.load.LoadPlan;
import dev.gridlock.process.MachineException;
import dev.gridlock.recording.Recording;
import dev.gridlock.recording.sampler.Samplers;
import dev.gridlock.scenario.Scenario;
import dev.gridlock.scenario.TargetSpec;
import dev.gridlock.segment.SegmentFile;
import dev.gridlock.service.ServiceProcess;
import dev.gridlock.stack.Stack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** One target of a run: fresh rows, the service, the load with its faults, quiet, snapshot, recording, audit. */
final class TargetRun {

    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMinutes(2);

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
            Progress progress) {
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
    }
}
