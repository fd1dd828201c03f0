package dev.gridlock.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: the command's thread is interrupted and the JVM waits, with a deadline, until that thread has
 * stopped what it started and closed the recording.
 */
final class Interruption {

    private static final int GRACE_SECONDS = 30;
    private static volatile boolean jvmIsEnding;

    private final Thread command;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;

    private Interruption(Thread command) {
        this.command = command;
    }

    /** Watches for signals on behalf of the current thread. */
    static Interruption ofThisThread() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::onSignal, "interruption"));
        return interruption;
    }

    private void onSignal() {
        if (finished.getCount() == 0) {
            return;
        }
        requested = true;
        jvmIsEnding = true;
        System.err.println("\ngridlock: interrupted; stopping what was started ...");
        command.interrupt();
        try {
            if (!finished.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("gridlock: not everything had ended after " + GRACE_SECONDS
                        + " s; the next start cleans what is left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether a signal is what ends this run. The interrupt that it causes surfaces as whatever the interrupted call makes
     * of it (a closed file, a part that could not be started), and must not be told as that.
     */
    static boolean jvmIsEnding() {
        return jvmIsEnding;
    }

    /** The command is done. Returns whether the JVM is already going down by a signal, with its exit code. */
    boolean finish() {
        finished.countDown();
        return requested;
    }

    boolean requested() {
        return requested;
    }
}
