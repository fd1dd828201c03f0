package dev.gridlock.stack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;
import java.util.TreeMap;

/** The log of a server whose files this machine may not see, by its own functions for superusers. */
record LogsBySql(DatabaseAddress superuser) implements PostgresLogs {

    private static final int CHUNK = 1 << 20;

    /** Takes no locks. */
    private static final String SIZES = "SELECT name, size FROM pg_ls_logdir() WHERE name LIKE '%.json'";

    /** Takes no locks; a folder that is not absolute is below the data folder, for both. */
    private static final String READ =
            "SELECT pg_read_binary_file(current_setting('log_directory') || '/' || ?, ?, " + CHUNK + ")";

    @Override
    public String place() {
        return "log_directory of " + superuser;
    }

    @Override
    public SortedMap<String, Long> sizes() throws IOException {
        SortedMap<String, Long> sizes = new TreeMap<>();
        try (Connection connection = ObserverConnection.to(superuser);
                Statement statement = connection.createStatement();
                ResultSet files = statement.executeQuery(SIZES)) {
            while (files.next()) {
                sizes.put(files.getString(1), files.getLong(2));
            }
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
        return sizes;
    }

    @Override
    public InputStream read(String file, long from) throws IOException {
        try {
            return new Chunks(ObserverConnection.to(superuser), file, from);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** A file, a megabyte a query. */
    private static final class Chunks extends InputStream {

        private final Connection connection;
        private final String file;
        private long next;
        private boolean last;
        private InputStream chunk = InputStream.nullInputStream();

        Chunks(Connection connection, String file, long from) {
            this.connection = connection;
            this.file = file;
            this.next = from;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int read = chunk.read(bytes, offset, length);
            while (read < 0 && !last) {
                fetch();
                read = chunk.read(bytes, offset, length);
            }
            return read;
        }

        private void fetch() throws IOException {
            try (PreparedStatement query = connection.prepareStatement(READ)) {
                query.setString(1, file);
                query.setLong(2, next);
                try (ResultSet row = query.executeQuery()) {
                    byte[] bytes = row.next() ? row.getBytes(1) : null;
                    int length = bytes == null ? 0 : bytes.length;
                    chunk = new ByteArrayInputStream(bytes == null ? new byte[0] : bytes);
                    next += length;
                    last = length < CHUNK;
                }
            } catch (SQLException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }
}
