package dev.gridlock.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** The harness at the other end of standard input: it says {@code go}, and when its end closes it has died. */
final class Parent {

    static final String GO = "go";

    private final CountDownLatch go = new CountDownLatch(1);

    private Parent() {}

    /**
     * Listens to the parent from now on.
     *
     * @param onDeath runs when standard input ends
     */
    static Parent listenOn(InputStream in, Runnable onDeath) {
        Parent parent = new Parent();
        Thread.ofPlatform().daemon().name("parent").start(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.equals(GO)) {
                        parent.go.countDown();
                    }
                }
            } catch (IOException e) {
                // the same as its end
            }
            onDeath.run();
        });
        return parent;
    }

    void awaitGo() throws InterruptedException {
        go.await();
    }
}
