package dev.gridlock.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * One CSV file as a writer left it, maybe killed in the middle of a line.
 *
 * @param path of the file
 * @param columns of its header
 * @param records whole records after the header
 * @param wholeBytes up to the end of the last whole record
 * @param tornBytes after that: the torn last line
 */
record CsvFile(Path path, List<String> columns, long records, long wholeBytes, long tornBytes) {

    private static final int BUFFER = 1 << 16;

    /** Reads the file once, to find its records: a line break within quotes does not end one. */
    static CsvFile scan(Path path) throws IOException {
        long position = 0;
        long wholeBytes = 0;
        long lines = 0;
        boolean quoted = false;
        StringBuilder header = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (FileChannel channel = FileChannel.open(path)) {
            while (channel.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    byte b = buffer.get();
                    position++;
                    if (b == '"') {
                        quoted = !quoted;
                    } else if (b == '\n' && !quoted) {
                        lines++;
                        wholeBytes = position;
                    }
                    if (lines == 0) {
                        header.append((char) (b & 0xFF));
                    }
                }
            }
        }
        List<String> columns = lines == 0
                ? List.of()
                : List.of(new String(header.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                        .strip()
                        .split(",", -1));
        return new CsvFile(path, columns, Math.max(0, lines - 1), wholeBytes, position - wholeBytes);
    }

    /** Not even the header is whole: the writer was killed, or the disk was full, before anything was known. */
    boolean isHeadless() {
        return columns.isEmpty();
    }

    /** Drops the torn last line. */
    void cut() throws IOException {
        if (tornBytes > 0) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(wholeBytes);
            }
        }
    }

    String name() {
        return String.valueOf(path.getFileName());
    }
}
