package dev.gridlock.scenario;

import dev.gridlock.process.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The text of a file that a user wrote, or why there is none. */
final class SourceText {

    /** Such a file has a few kilobytes; a recording or an image given by mistake has more. */
    static final int MOST_BYTES = 1024 * 1024;

    private SourceText() {}

    static Optional<String> read(Path file, Document document, Problems problems) {
        Position at = Position.ofWhole(file.toString());
        if (Files.isDirectory(file)) {
            problems.add(at, "is not a " + document.file(), "a directory", "the path of a .yml file in it");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                problems.add(at, "is too long for a " + document.noun(), "more than 1MiB", "at most 1MiB of YAML");
                return Optional.empty();
            }
            return decode(bytes, at, problems);
        } catch (NoSuchFileException _) {
            problems.add(at, "no such file", "nothing at this path", document.path());
        } catch (AccessDeniedException _) {
            problems.add(at, "may not be read by this user", "no permission", "chmod +r, or run as its owner");
        } catch (IOException e) {
            problems.add(at, "cannot be read", FileFailure.said(e), "the path of a readable file");
        }
        return Optional.empty();
    }

    private static Optional<String> decode(byte[] bytes, Position at, Problems problems) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
        } catch (CharacterCodingException _) {
            int offset = buffer.position();
            String found = String.format(Locale.ROOT, "byte 0x%02X at offset %d", bytes[offset], offset);
            problems.add(at, "is not UTF-8 text", found, "the file as UTF-8");
            return Optional.empty();
        }
    }
}
