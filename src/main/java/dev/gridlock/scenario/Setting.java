package dev.gridlock.scenario;

import java.util.List;

/**
 * One value given beside the file: {@code --set path=value}.
 *
 * @param path keys joined by dots, list elements by their index from 0, e.g. {@code chaos.0.latency}
 * @param value as it would stand in the file, e.g. {@code 20ms}, {@code []} or {@code off}
 */
public record Setting(String path, String value) {

    /**
     * Reads {@code path=value}.
     *
     * @throws ScenarioException when there is no {@code =}
     */
    public static Setting parse(String text) throws ScenarioException {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new ScenarioException(List.of("--set " + text + ": is not path=value; found " + Found.text(text)
                    + "; write e.g. --set fleet.trucks=5_000"));
        }
        return new Setting(
                text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }

    @Override
    public String toString() {
        return path + "=" + value;
    }
}
