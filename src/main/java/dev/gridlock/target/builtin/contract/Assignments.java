package dev.gridlock.target.builtin.contract;

/** A target: assigns a route to each truck of a call. */
public interface Assignments {

    /** Works on the call and blocks until there is an answer to send. */
    Answer assign(Call call) throws InterruptedException;
}
