package dev.gridlock.load;

import java.util.regex.Pattern;

/** Lines that the injector prints on stdout for the harness. */
final class InjectorLine {

    static final Pattern READY = Pattern.compile("^ready$");
    static final Pattern PROGRESS = Pattern.compile("^progress ended=(\\d+) trucks=(\\d+)$");
    static final Pattern ENDED = Pattern.compile(
            "^ended planned=(\\d+) sent=(\\d+) ended=(\\d+) answered=(\\d+) logged=(\\d+) started_ns=(-?\\d+)$");
    static final Pattern REPORT = Pattern.compile("^report gatling_exit=(\\d+)$");

    private InjectorLine() {}

    static String ready() {
        return "ready";
    }

    static String progress(CallRecorder.Counts counts) {
        return "progress ended=" + counts.ended() + " trucks=" + counts.answeredTrucks();
    }

    static String ended(CallRecorder.Counts counts, int logged, long startedNs) {
        return "ended planned=" + counts.planned() + " sent=" + counts.sent() + " ended=" + counts.ended()
                + " answered=" + counts.answered() + " logged=" + logged + " started_ns=" + startedNs;
    }

    static String report(int gatlingExit) {
        return "report gatling_exit=" + gatlingExit;
    }
}
