package dev.gridlock.target;

import dev.gridlock.process.Surroundings;
import java.io.IOException;
import java.util.List;

/** A target as a process of its own: {@code ready port=… nanotime=…} when it answers, then works until its input ends. */
public final class ServiceMain {

    /** Printed when the journal is whole and closed. */
    static final String JOURNAL_WRITTEN = "journal written";

    private ServiceMain() {}

    /**
     * Runs a target.
     *
     * @param words see {@link ServiceArguments}
     */
    public static void main(String[] words) throws IOException {
        Surroundings.leave();
        String password = System.getenv().getOrDefault(ServiceArguments.PASSWORD, "");
        try (Service service = new Service(ServiceArguments.parse(List.of(words), password))) {
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
            System.out.println("ready port=" + service.port() + " nanotime=" + System.nanoTime());
            awaitEndOfInput();
        }
    }

    /** The harness holds our input open while it lives. */
    private static void awaitEndOfInput() throws IOException {
        byte[] ignored = new byte[256];
        while (System.in.read(ignored) >= 0) {}
    }
}
