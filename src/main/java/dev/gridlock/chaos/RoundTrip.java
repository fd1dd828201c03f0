package dev.gridlock.chaos;

import dev.gridlock.stack.DatabaseAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * One round trip of PostgreSQL's protocol on a new connection: {@code SSLRequest}, answered by one byte.
 *
 * <p>PostgreSQL and PgBouncer answer it before they look at who asks, so it needs no password, no pooled connection and
 * none of {@code max_connections}, and it goes through when all of these are exhausted
 * (postgresql.org/docs/18/protocol-flow.html, "SSL Session Encryption").
 */
final class RoundTrip {

    /** Length 8 and the request's code 80877103, both big-endian. */
    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 210, 22, 47};

    private static final int CONNECT_MILLIS = 2_000;

    private RoundTrip() {}

    static byte[] sslRequest() {
        return SSL_REQUEST.clone();
    }

    /** Tries one; never throws for what the network does. */
    static Trial through(DatabaseAddress address, Duration deadline) {
        long began = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
            socket.setSoTimeout((int) deadline.toMillis());
            began = System.nanoTime();
            socket.getOutputStream().write(SSL_REQUEST);
            int answer = socket.getInputStream().read();
            return ended(answer < 0 ? Trial.Ending.CLOSED : Trial.Ending.ANSWERED, began);
        } catch (SocketTimeoutException e) {
            return ended(Trial.Ending.SILENT, began);
        } catch (SocketException e) {
            String message = String.valueOf(e.getMessage());
            boolean reset = message.contains("reset") || message.contains("Broken pipe");
            return reset ? ended(Trial.Ending.RESET, began) : refused(message, began);
        } catch (IOException e) {
            return refused(String.valueOf(e.getMessage()), began);
        }
    }

    private static Trial ended(Trial.Ending ending, long began) {
        return new Trial(ending, Duration.ofNanos(System.nanoTime() - began), 0, "");
    }

    private static Trial refused(String reason, long began) {
        return new Trial(Trial.Ending.REFUSED, Duration.ofNanos(System.nanoTime() - began), 0, reason);
    }
}
