package dev.gridlock.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every mistake found so far; reading goes on after each, so that a user sees all of them at once. */
final class Problems {

    private record Problem(Position at, String text) {}

    private final List<Problem> problems = new ArrayList<>();

    /**
     * Adds one mistake, read as {@code at: what; found found; write write}.
     *
     * @param what path and what is wrong with it
     * @param write what to write instead
     */
    void add(Position at, String what, String found, String write) {
        problems.add(new Problem(at, what + "; found " + found + "; write " + write));
    }

    /** Throws when there is any, in the order of the file. */
    void throwIfAny() throws ScenarioException {
        if (!problems.isEmpty()) {
            throw new ScenarioException(problems.stream()
                    .sorted(Comparator.comparing(Problem::at))
                    .map(problem -> problem.at() + ": " + problem.text())
                    .distinct()
                    .toList());
        }
    }
}
