package dev.gridlock.stack;

import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The password of a stack that is there already: from the environment, else from the file that docker compose reads. */
public final class StackPassword {

    private StackPassword() {}

    /**
     * Finds it.
     *
     * @param folders that may have a file {@code .env}, the first one that names the variable counts
     * @throws ScenarioException when it is nowhere, with what to do
     */
    public static String find(StackFile file, Map<String, String> environment, List<Path> folders)
            throws ScenarioException {
        String name = file.passwordEnv();
        String set = environment.getOrDefault(name, "");
        if (!set.isEmpty()) {
            return set;
        }
        List<Path> files = folders.stream()
                .map(folder -> folder.resolve(".env"))
                .distinct()
                .toList();
        for (Path env : files) {
            Optional<String> found = in(env, name);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new ScenarioException(List.of(name + " is not set, neither in the environment nor in "
                + String.join(", nor in ", files.stream().map(Path::toString).toList())
                + "; write " + name + "=… into the latter, the password that the stack was made with"));
    }

    private static Optional<String> in(Path file, String name) throws ScenarioException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Pattern line = Pattern.compile("\\s*(?:export\\s+)?" + Pattern.quote(name) + "\\s*=\\s*(.*?)\\s*");
        Optional<String> found = Optional.empty();
        try {
            for (String text : Files.readAllLines(file)) {
                Matcher matcher = line.matcher(text);
                if (matcher.matches()) {
                    found = Optional.of(value(matcher.group(1), file, name)); // the last one counts, as for compose
                }
            }
        } catch (IOException e) {
            throw new ScenarioException(List.of(file + ": cannot be read: " + e + "; set " + name + " instead"));
        }
        return found.filter(value -> !value.isEmpty());
    }

    /** What docker compose would make something else of (variables, escapes, comments) is refused rather than guessed. */
    private static String value(String written, Path file, String name) throws ScenarioException {
        boolean quoted = written.length() > 1 && written.matches("(?s)'.*'|\".*\"");
        String value = quoted ? written.substring(1, written.length() - 1) : written;
        String special = !quoted ? "$\\#'\"" : written.startsWith("'") ? "'" : "$\\\"";
        if (value.chars().anyMatch(character -> special.indexOf(character) >= 0)) {
            throw new ScenarioException(
                    List.of(
                            file + ": the value of " + name + " has one of $ \\ # ' \", which docker"
                                    + " compose may read as something else; write it in single quotes, or use letters and digits"));
        }
        return value;
    }
}
