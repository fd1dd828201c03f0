package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.nio.file.Path;

/** Another harness: starts a stack, says so on one line, and holds it until it is killed or its input ends. */
final class StackHolder {

    private StackHolder() {}

    static Process start(Path temporary, Path logs) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        StackHolder.class.getName(),
                        logs.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) throws MachineException, InterruptedException, IOException {
        try (Stack stack = new NativeProvider(System.err::println).start(Scenarios.outage(), Path.of(arguments[0]))) {
            System.out.println("started " + stack.postgresLogs().place());
            int end = System.in.read();
            assert end == -1;
        }
    }
}
