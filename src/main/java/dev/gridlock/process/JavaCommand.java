package dev.gridlock.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A child JVM of this JVM's java: from the same build with this JVM's class path, or from another one. */
public final class JavaCommand {

    private JavaCommand() {}

    /**
     * The command for another {@code main} of this build.
     *
     * @param name as it appears in messages
     * @param log where its output goes
     * @param jvmOptions e.g. {@code -Xmx512m}
     * @param mainClass its main class
     * @param arguments for main
     */
    public static ChildProcess.Command of(
            String name, Path log, List<String> jvmOptions, Class<?> mainClass, List<String> arguments) {
        return of(name, log, jvmOptions, System.getProperty("java.class.path"), mainClass, arguments);
    }

    /**
     * The same of another build, whose class of that name is started.
     *
     * @param build its folder with {@code gridlock.jar} and {@code lib/}
     */
    public static ChildProcess.Command ofBuild(
            String name, Path log, List<String> jvmOptions, Path build, Class<?> mainClass, List<String> arguments) {
        String classPath = build.resolve("gridlock.jar") + ":" + build.resolve("lib") + "/*";
        return of(name, log, jvmOptions, classPath, mainClass, arguments);
    }

    private static ChildProcess.Command of(
            String name,
            Path log,
            List<String> jvmOptions,
            String classPath,
            Class<?> mainClass,
            List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(jvmOptions);
        words.add("--enable-native-access=ALL-UNNAMED");
        words.add("-cp");
        words.add(classPath);
        words.add(mainClass.getName());
        words.addAll(arguments);
        return ChildProcess.Command.of(name, log, words);
    }

    /** What the environment tells a child to add to its options, when it is a JVM. */
    static Optional<String> optionsFromOutside(ChildProcess.Command command) {
        if (!Path.of(command.arguments().getFirst()).endsWith("java")) {
            return Optional.empty();
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(command.environment());
        return JavaOptions.inEnvironment(environment);
    }
}
