package dev.gridlock.serve.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Addresses of what is in the reports folder. */
public final class Address {

    private Address() {}

    /** Of a run, a file or a folder, by its {@code /}-separated path. */
    public static String of(String path) {
        return "/runs/" + encoded(path);
    }

    /** Of a run's stream of events. */
    public static String events(String path) {
        return "/events/" + encoded(path);
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
