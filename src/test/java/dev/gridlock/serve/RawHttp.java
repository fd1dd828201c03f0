package dev.gridlock.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Requests as they are written, without what a client library would make right. */
final class RawHttp {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    /**
     * An answer.
     *
     * @param headers by name in lower case
     */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    Answer get(String target) throws IOException {
        return send("GET", target, "127.0.0.1:" + port);
    }

    Answer send(String method, String target, String host, String... headers) throws IOException {
        try (Socket socket = open(method, target, host, headers)) {
            BufferedReader in = reader(socket);
            int status = Integer.parseInt(in.readLine().split(" ", 3)[1]);
            Map<String, String> received = headers(in);
            StringBuilder body = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                body.append((char) c);
            }
            return new Answer(status, received, body.toString());
        }
    }

    /** Lines of a stream's body until it ends. */
    List<String> stream(String target, String... headers) throws IOException {
        try (Socket socket = open("GET", target, "127.0.0.1:" + port, headers)) {
            BufferedReader in = reader(socket);
            in.readLine();
            headers(in);
            List<String> lines = new ArrayList<>();
            Instant deadline = Instant.now().plus(DEADLINE);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError("the stream does not end: " + lines);
                }
            }
            return lines;
        }
    }

    Socket open(String method, String target, String host, String... headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) DEADLINE.toMillis());
        // HTTP/1.0 semantics of a body: until the connection is closed, but with a Host.
        String request = method + " " + target + " HTTP/1.1\r\n" + (host.isEmpty() ? "" : "Host: " + host + "\r\n")
                + "Connection: close\r\n"
                + String.join(
                        "", List.of(headers).stream().map(line -> line + "\r\n").toList())
                + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers(BufferedReader in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }
}
