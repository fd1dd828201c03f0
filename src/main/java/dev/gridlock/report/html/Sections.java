package dev.gridlock.report.html;

import java.util.List;

/** The page, from top to bottom. To add a section: its template in {@code src/main/jte/section/} and its line here. */
public final class Sections {

    static final List<Section> ALL = List.of(
            new Section("headline", "Claimed and verified"),
            new Section("verdict", "Verdict"),
            new Section("comparison", "Side by side"),
            new Section("timeline", "Cause and effect, on one clock"),
            new Section("time", "Where a truck's time went"),
            new Section("deadlocks", "Deadlock forensics"),
            new Section("latent", "Deadlocks that did not happen yet"),
            new Section("damage", "Lost, torn and late: truck by truck"),
            new Section("limits", "Physical limits"),
            new Section("honesty", "How far to trust this"),
            new Section("faults", "Faults, and the proof of each"),
            new Section("about", "This run"),
            new Section("progress", "What was claimed, what was there"),
            new Section("pool", "The queue for connections"),
            new Section("latency", "Latency"),
            new Section("next", "Where to look next"));

    private Sections() {}
}
