package dev.gridlock.report.html;

import java.util.List;

/** The page, from top to bottom. To add a section: its template in {@code src/main/jte/section/} and its line here. */
public final class Sections {

    static final List<Section> ALL = List.of(
            new Section("headline", "Claimed and verified"),
            new Section("verdict", "Verdict"),
            new Section("comparison", "Side by side"),
            new Section("progress", "What was claimed, what was there"),
            new Section("pool", "The queue for connections"),
            new Section("deadlocks", "Deadlocks"),
            new Section("latency", "Latency"),
            new Section("faults", "Faults, and the proof of each"),
            new Section("next", "Where to look next"),
            new Section("about", "This run"));

    private Sections() {}
}
