package dev.gridlock.stack;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The server's jsonlog, for messages about the server itself; the recording reads it for deadlocks. */
final class PostgresLog {

    private static final int LAST = 15;
    private static final ObjectMapper JSON = new ObjectMapper();

    private PostgresLog() {}

    /** The last messages as a person would read them; empty when there is no log yet. */
    static List<String> lastMessages(PostgresLogs logs) {
        List<String> messages = new ArrayList<>();
        try {
            logs.readAfter(Map.of(), line -> messages.add(readable(line)));
        } catch (IOException e) {
            messages.add("(its log in " + logs.place() + " cannot be read: " + e + ")");
        }
        return messages.subList(Math.max(0, messages.size() - LAST), messages.size());
    }

    private static String readable(String line) {
        try {
            JsonNode entry = JSON.readTree(line);
            StringBuilder text = new StringBuilder(entry.path("error_severity").asText())
                    .append(": ")
                    .append(entry.path("message").asText());
            for (String field : List.of("detail", "hint")) {
                if (entry.has(field)) {
                    text.append(" (").append(entry.get(field).asText()).append(")");
                }
            }
            return text.toString();
        } catch (JacksonException e) {
            return line; // the last line may be torn
        }
    }

    /** Copies the log files; what cannot be copied is said in a file beside them. */
    static void copy(Path from, Path into) {
        try {
            Files.createDirectories(into);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
                for (Path file : files) {
                    Files.copy(file, into.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            notCopied(from.toString(), into, e);
        }
    }

    /** Copies what was logged after the given sizes, of all files into one. */
    static void copyAfter(Map<String, Long> sizes, PostgresLogs from, Path into) {
        try {
            Files.createDirectories(into);
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(into.resolve("postgresql.json")))) {
                from.readAfter(sizes, out::println);
                if (out.checkError()) {
                    throw new IOException("it could not be written; is the disk full?");
                }
            }
        } catch (IOException e) {
            notCopied(from.place(), into, e);
        }
    }

    private static void notCopied(String from, Path into, IOException e) {
        note(into.resolve("postgresql.json.not-copied"), "the server's log in " + from + " could not be copied: " + e);
    }

    private static void note(Path file, String text) {
        try {
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            System.err.println("gridlock: " + text + "; nor could that be noted beside the other logs: " + e);
        }
    }
}
