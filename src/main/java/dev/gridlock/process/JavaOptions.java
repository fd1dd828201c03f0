package dev.gridlock.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Options that every JVM takes from its environment, whoever starts it: a collector or a heap that clashes with ours keeps
 * it from starting, and only the variable's name says where to look.
 */
public final class JavaOptions {

    private static final List<String> VARIABLES = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

    private JavaOptions() {}

    /** The variables that are set, as {@code NAME=value, NAME=value}. */
    public static Optional<String> inEnvironment(Map<String, String> environment) {
        String set = VARIABLES.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .map(name -> name + "=" + environment.get(name))
                .collect(Collectors.joining(", "));
        return Optional.of(set).filter(found -> !found.isEmpty());
    }
}
