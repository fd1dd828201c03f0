package dev.gridlock.recording;

import dev.gridlock.process.MachineException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens the embedded database with the settings of a recording. */
final class DuckDb {

    private DuckDb() {}

    static Connection connect(Path file, boolean readOnly) throws MachineException {
        Properties settings = new Properties();
        settings.setProperty("duckdb.read_only", Boolean.toString(readOnly));
        // A recording must open without a network: nothing that it uses is an extension to be fetched.
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try {
            return DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath(), settings);
        } catch (SQLException e) {
            throw DuckDbFailure.of("could not open the recording", file, e);
        } catch (LinkageError e) {
            // The driver unpacks its library, some 60 MiB, when its first class is loaded.
            Throwable first = e;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            throw new MachineException(
                    "the recording's database could not unpack its library into "
                            + System.getProperty("java.io.tmpdir") + ": " + first
                            + "\n  make room there, or set another folder for temporary files with TMPDIR",
                    e);
        }
    }

    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The failure that made us close it is the one to tell.
        }
    }
}
