package dev.gridlock.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A query that nobody validated, as {@code report} finds it in a folder from elsewhere: judging is confined too. */
class QueryGateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT true, content FROM read_text('/etc/passwd')",
                "SELECT true, max(file) AS file FROM glob('/etc/*')",
            })
    void whatReadsAFileIsNotAnswered(String sql) throws Exception {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            QueryGate.Answer answer = QueryGate.ask(duckdb, "naive", sql);
            assertThat(answer.holds()).isEmpty();
            assertThat(answer.found()).contains("Permission Error").doesNotContain("root:");
            assertThat(QueryGate.ask(duckdb, "naive", "SELECT true, 7 AS a").holds())
                    .as("the connection still works")
                    .contains(true);
        }
    }
}
