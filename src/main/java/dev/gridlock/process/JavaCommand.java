package dev.gridlock.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A child JVM from the same build: this JVM's java and class path. */
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
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(jvmOptions);
        words.add("--enable-native-access=ALL-UNNAMED");
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(mainClass.getName());
        words.addAll(arguments);
        return ChildProcess.Command.of(name, log, words);
    }
}
