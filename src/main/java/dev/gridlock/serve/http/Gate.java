package dev.gridlock.serve.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whom the server answers. It listens on 127.0.0.1 only, so what is left to keep out comes through the user's own
 * browser: a name of somebody else's that now points here (DNS rebinding), and foreign pages that load from here.
 */
public final class Gate {

    private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost");

    private final IntSupplier port;

    /** A gate of a server on that port, which is asked for when it listens. */
    public Gate(IntSupplier port) {
        this.port = port;
    }

    /** Lets a request pass, or throws the answer that it gets. */
    public void check(Context context) {
        if (!context.method().equals(HandlerType.GET) && !context.method().equals(HandlerType.HEAD)) {
            context.header("Allow", "GET, HEAD");
            throw new Refusal(405, "this server only reads: GET and HEAD");
        }
        String host = context.header("Host");
        if (!isOwn(host)) {
            throw new Refusal(
                    421,
                    "this server answers to 127.0.0.1:" + port.getAsInt() + " and localhost:" + port.getAsInt()
                            + " only, over a tunnel too");
        }
        // Fetch metadata (W3C): absent from clients that are no browsers.
        String site = context.header("Sec-Fetch-Site");
        boolean foreign = "cross-site".equals(site) || "same-site".equals(site);
        if (foreign && !"navigate".equals(context.header("Sec-Fetch-Mode"))) {
            throw new Refusal(403, "pages of other sites can link here, not load from here");
        }
    }

    private boolean isOwn(@Nullable String host) {
        if (host == null) {
            return false;
        }
        int colon = host.lastIndexOf(':');
        return colon > 0
                && OWN_NAMES.contains(host.substring(0, colon).toLowerCase(Locale.ROOT))
                && host.substring(colon + 1).equals(Integer.toString(port.getAsInt()));
    }
}
