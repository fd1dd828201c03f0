package dev.gridlock.serve.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Sends pages and files, each with its type and its policy. */
public final class Answers {

    private Answers() {}

    /** One of the server's own pages. */
    public static void page(Context context, String html) {
        Policy.OWN_PAGE.apply(context);
        context.contentType("text/html; charset=utf-8").result(html);
    }

    /** A file, without reading it into memory; of one that grows, what is there now. */
    public static void file(Context context, Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw Refusal.notFound();
        }
        FileType type = FileType.of(file.getFileName().toString());
        type.policy().apply(context);
        context.contentType(type.contentType());
        if (type.saved()) {
            context.header("Content-Disposition", "attachment");
        }
        long bytes = Files.size(file);
        context.header("Content-Length", Long.toString(bytes));
        if (!context.req().getMethod().equals("HEAD")) {
            copy(context, file, bytes);
        }
    }

    private static void copy(Context context, Path file, long bytes) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            long left = bytes;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    return;
                }
                context.outputStream().write(buffer, 0, read);
                left -= read;
            }
        }
    }

    /** A refusal as plain text. */
    public static void refuse(Context context, int status, String message) {
        Policy.FILE.apply(context);
        context.status(status).contentType("text/plain; charset=utf-8").result(status + ": " + message + "\n");
    }
}
