package dev.gridlock.serve.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A style or script of the server's own pages.
 *
 * @param name as its address and, but for the report's style, its file has it
 */
public record Asset(String name, String text) {

    private static final String FOLDER = "/dev/gridlock/serve/";

    /** The file of that name beside the server's classes. */
    public static Asset file(String name) {
        try (InputStream in = Asset.class.getResourceAsStream(FOLDER + name)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            return new Asset(name, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is found. */
    public String address() {
        return "/assets/" + name;
    }

    /** Sends it. */
    public void send(Context context) {
        FileType type = FileType.of(name);
        type.policy().apply(context);
        context.contentType(type.contentType()).result(text);
    }
}
