package dev.gridlock.report.junit;

import java.util.List;

/**
 * A gate as a CI system reads it.
 *
 * @param message one line: expected and found
 * @param evidence the same with what it is made of, in plain words
 */
record TestCase(String name, Outcome outcome, String message, String evidence) {

    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    static String count(List<TestCase> cases, Outcome outcome) {
        return Long.toString(
                cases.stream().filter(test -> test.outcome() == outcome).count());
    }
}
