package dev.gridlock.process;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TimeZone;

/**
 * What a JVM takes over from the machine that it runs on, and must not: by its locale numbers would get other digits and
 * separators, in SQL and on pages; its time zone is told to every PostgreSQL server that a connection is made to, which may
 * not know it. And that its library for HTTP waits for ever.
 */
public final class Surroundings {

    private Surroundings() {}

    /** Milliseconds for an answer by HTTP where a library sets no limit: a part that was stopped gives none. */
    private static final String HTTP_ANSWER = "30000";

    /** The first thing that each of the JVMs does. Locales of the language's own have one notation; times are UTC. */
    public static void leave() {
        Locale.setDefault(Locale.ROOT);
        System.setProperty("sun.net.client.defaultConnectTimeout", HTTP_ANSWER);
        System.setProperty("sun.net.client.defaultReadTimeout", HTTP_ANSWER);
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    }
}
