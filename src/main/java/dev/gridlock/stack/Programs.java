package dev.gridlock.stack;

import dev.gridlock.process.ExecutableFailure;
import dev.gridlock.process.MachineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What small programs say about themselves. */
final class Programs {

    private static final int DEADLINE_SECONDS = 20;

    private Programs() {}

    /**
     * The first group of the first match in a program's output.
     *
     * @throws MachineException when it cannot be run or says something else
     */
    static String version(String name, List<String> command, Pattern pattern)
            throws MachineException, InterruptedException {
        List<String> lines = new ArrayList<>();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                output.lines().forEach(lines::add);
            }
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new MachineException(
                    name + " cannot be run: " + ExecutableFailure.said(e, Path.of(command.getFirst())), e);
        }
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new MachineException(
                String.join(" ", command) + " did not say its version; it said:\n  " + String.join("\n  ", lines));
    }
}
