package dev.gridlock.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another JVM that holds a file's lock: locks belong to a process, so a test cannot hold one against itself. */
final class LockHolder {

    private LockHolder() {}

    /** Starts it and waits until it holds the lock. */
    static Process start(Path file) throws IOException {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String line = holder.inputReader().readLine();
        if (!"locked".equals(line)) {
            throw new IOException("the other JVM said: " + line);
        }
        return holder;
    }

    public static void main(String[] arguments) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assert lock.isValid();
            System.out.println("locked");
            int end = System.in.read();
            assert end == -1;
        }
    }
}
