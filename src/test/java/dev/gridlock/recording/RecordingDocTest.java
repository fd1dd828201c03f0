package dev.gridlock.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingDocTest {

    @TempDir
    Path folder;

    @Test
    void docsNameEveryTableViewAndColumn() throws Exception {
        String doc = Files.readString(Path.of("docs/recording.md"));
        try (Recording recording = Recording.create(folder)) {
            List<String> tables = Rows.of(recording.connection(), "SELECT table_name FROM duckdb_tables()");
            List<String> views = Rows.of(
                    recording.connection(),
                    "SELECT view_name FROM duckdb_views() WHERE NOT internal AND view_name <> 'metrics'");
            List<String> columns = Rows.of(
                    recording.connection(),
                    "SELECT DISTINCT c.column_name FROM duckdb_columns() c JOIN duckdb_tables() t USING (table_name)");
            assertThat(tables).isNotEmpty().allSatisfy(table -> assertThat(doc).contains("`" + table + "`"));
            assertThat(views).isNotEmpty().allSatisfy(view -> assertThat(doc).contains("`" + view + "`"));
            assertThat(columns)
                    .isNotEmpty()
                    .allSatisfy(column -> assertThat(doc).containsPattern("\\b" + column + "\\b"));
        }
    }
}
