package dev.gridlock.serve.http;

import io.javalin.http.Context;
import java.util.Objects;

/**
 * What a browser may do with an answer (Content Security Policy 3).
 *
 * <p>All reports share one origin with the list, and a report may come from elsewhere (a CI artifact): its scripts draw
 * its pictures, but can't load anything from here or from anywhere, can't open or frame another page, and can't send a
 * form. They keep their origin, since Gatling's report stores its colour theme.
 */
public enum Policy {
    /** The server's own pages: no script but its own files, so nothing that a name brings along is one. */
    OWN_PAGE("default-src 'none'; script-src %1$s/assets/; style-src %1$s/assets/; connect-src %1$s/; img-src data:;"
            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
    /** A page of a run. */
    REPORT_PAGE("default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self' data:; form-action 'none'; base-uri 'none';"
            + " frame-ancestors 'none'; sandbox allow-scripts allow-same-origin allow-downloads"),
    /** Anything else: shown, never run. */
    FILE("default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"),
    /** A browser's PDF viewer is a page of its own, which doesn't start in a sandbox. */
    PDF("frame-ancestors 'none'");

    private final String contentSecurity;

    Policy(String contentSecurity) {
        this.contentSecurity = contentSecurity;
    }

    /** Puts it, and what holds for all answers, on an answer to a request that passed the gate. */
    public void apply(Context context) {
        everywhere(context);
        String origin = "http://" + Objects.requireNonNullElse(context.header("Host"), "127.0.0.1");
        context.header("Content-Security-Policy", contentSecurity.formatted(origin));
    }

    /** Holds for refusals too. */
    public static void everywhere(Context context) {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cache-Control", "no-cache");
    }
}
