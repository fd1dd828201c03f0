package dev.gridlock.process;

import java.io.IOException;

/** Signals other than TERM and KILL, which is all that {@link Process} can send. */
public final class Signals {

    private Signals() {}

    /**
     * Sends a signal to a process by its id; a process that is already gone is no error.
     *
     * @param name without SIG, e.g. {@code INT}, {@code QUIT}, {@code STOP}
     */
    public static void send(String name, long pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid + " 2>/dev/null")
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("no shell to send SIG" + name + " to " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
