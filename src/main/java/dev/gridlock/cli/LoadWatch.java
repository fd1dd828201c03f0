package dev.gridlock.cli;

import dev.gridlock.live.LiveEvent;
import dev.gridlock.load.InjectorProcess;
import dev.gridlock.load.LoadOutcome;
import dev.gridlock.load.LoadPlan;
import dev.gridlock.process.MachineException;
import dev.gridlock.stack.Stack;
import dev.gridlock.target.RunningTarget;
import dev.gridlock.target.builtin.http.Health;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** While the load runs and until the target is quiet: that every part lives, that there is room, how many trucks are done. */
final class LoadWatch implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration AFTER_THE_LAST_CALL = InjectorProcess.REQUEST_TIMEOUT.plusSeconds(30);

    private final RunningTarget service;
    private final Stack stack;
    private final LoadPlan plan;
    private final Path runs;
    private final Progress progress;
    private final LifeWatch life;
    private final List<Thread> lives;
    private final Thread harness = Thread.currentThread();
    private final Thread watch;
    private volatile @Nullable MachineException death;
    private volatile boolean closed;

    /**
     * Watches on behalf of the current thread, which is interrupted when a part dies or a disk is full.
     *
     * @param runs folder of this run
     */
    LoadWatch(
            RunningTarget service,
            InjectorProcess injector,
            Stack stack,
            LoadPlan plan,
            Path runs,
            Progress progress,
            LifeWatch life) {
        this.service = service;
        this.stack = stack;
        this.plan = plan;
        this.runs = runs;
        this.progress = progress;
        this.life = life;
        this.lives = List.of(life.add(service.lifeSign()), life.add(injector.lifeSign()));
        this.watch = Thread.ofVirtual().name("load-watch").start(this::look);
    }

    /** What is watched over. */
    interface Work<T> {
        T run() throws MachineException, InterruptedException;
    }

    /**
     * Does the work.
     *
     * @throws MachineException when a part died or is silent: that part is named, not the one that noticed
     */
    <T> T over(Work<T> work) throws MachineException, InterruptedException {
        try {
            return work.run();
        } catch (MachineException | InterruptedException e) {
            life.requireLife();
            // The death of one part makes others fail; it may be seen a moment later than its consequence.
            service.requireAlive();
            stack.requireAlive();
            MachineException first = death;
            if (first != null) {
                throw first;
            }
            throw e;
        }
    }

    /** Starts the load and waits until every call has ended. */
    LoadOutcome load(InjectorProcess injector) throws MachineException, InterruptedException {
        injector.go();
        return injector.awaitEnd(plan.lastIntended().plus(AFTER_THE_LAST_CALL));
    }

    private void look() {
        try {
            while (!closed) {
                service.requireAlive();
                stack.requireAlive();
                FullDisk.requireRoom(runs, Path.of(System.getProperty("java.io.tmpdir")));
                count();
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (MachineException e) {
            if (!closed) {
                death = e;
                harness.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A service too busy to say its health is not dead; the next look counts. */
    private void count() throws InterruptedException {
        try {
            service.health().ifPresent(this::count);
        } catch (MachineException busy) {
            // counted at the next look
        }
    }

    private void count(Health health) {
        progress.count(
                health.target(),
                new LiveEvent.TargetCounts(
                        plan.trucks(),
                        health.operationsEnded(),
                        health.operationsFailed(),
                        health.operationsInFlight(),
                        health.poolActive(),
                        health.poolPending()));
    }

    /** Stops watching; waits for the last look, so that no interrupt comes later, and counts once more what there was. */
    @Override
    public void close() {
        closed = true;
        lives.forEach(LifeWatch::end);
        watch.interrupt();
        boolean interrupted = false;
        while (watch.isAlive()) {
            try {
                watch.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted && death == null) {
            harness.interrupt();
        }
        if (!harness.isInterrupted() && death == null) {
            countOnceMore();
        }
    }

    private void countOnceMore() {
        try {
            count();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
