package dev.gridlock.cli;

import dev.gridlock.process.MachineException;
import dev.gridlock.recording.Recording;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions to a run's recording, as an engineer would ask them. */
final class RunDatabase implements AutoCloseable {

    private final Recording recording;

    RunDatabase(Path run) throws MachineException {
        recording = Recording.openReadOnly(run);
    }

    /** The one figure of a metric; null: not measured. */
    @Nullable
    Double metric(String target, String name) throws SQLException {
        List<String> values =
                column("SELECT value FROM metrics WHERE target = '" + target + "' AND name = '" + name + "'");
        String value = values.isEmpty() ? null : values.getFirst();
        return value == null ? null : Double.valueOf(value);
    }

    /** The first column of an answer. */
    List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = recording.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Why it ended early; empty for a run that was finished. */
    List<String> unfinished() throws SQLException {
        return column("SELECT value FROM run WHERE key = 'unfinished'");
    }

    @Override
    public void close() throws MachineException {
        recording.close();
    }
}
