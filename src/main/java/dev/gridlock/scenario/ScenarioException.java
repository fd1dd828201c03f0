package dev.gridlock.scenario;

import java.util.List;

/**
 * A scenario that cannot be run, or a stack file that cannot be used (exit code 2), with every mistake found.
 *
 * <p>Each problem reads {@code file:line:column: what is wrong; found …; write …}, with {@code --set path=value} in place
 * of the file where a setting is wrong, and the file alone where it cannot be read at all.
 */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ScenarioException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
