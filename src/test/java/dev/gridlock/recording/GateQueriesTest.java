package dev.gridlock.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.MetricCatalogue.QueryMistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateQueriesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) = 0 FROM errors WHERE target = $target",
                "WITH a AS (SELECT 1 AS x) SELECT bool_and(x = 1), max(x) AS x FROM a",
                "FROM metrics SELECT bool_and(value IS NOT NULL)",
                "SELECT max_ms <= 5 FROM call_latency_in(0, 1000) WHERE target = $target;"
            })
    void aSelectOverARecordingIsAccepted(String sql) {
        assertThat(GateQueries.mistake(sql)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELEC 1                                      | 0  | syntax error at or near \"SELEC\"",
                "SELECT 'ü🚚' = bla FROM run                   | 15 | Referenced column \"bla\" not found",
                "SELECT count(*) = 0 FROM opertions           | 25 | Did you mean \"operations\"?",
                "DELETE FROM run                              | 0  | it is no SELECT",
                "INSERT INTO run VALUES ('a', 'b') RETURNING true | 0 | it is no SELECT",
                "COPY run TO 'x.csv'                          | 0  | it is no SELECT",
                "SELECT true; DROP TABLE run                  | 0  | it is no SELECT",
                "SELECT true; SELECT true                     | 0  | it holds 2 statements",
                "SELECT 1                                     | 0  | its first column is of type INTEGER, not a boolean",
                "SELECT $name = 'x'                           | 7  | it has a parameter $name, and there is only $target",
                "``                                           | 0  | it holds 0 statements",
            })
    void anythingElseIsNamedWithItsPlace(String sql, int offset, String what) {
        assertThat(GateQueries.mistake(sql))
                .hasValueSatisfying(mistake -> assertThat(mistake.what()).contains(what))
                .map(QueryMistake::offset)
                .contains(offset);
    }

    /** A scenario may be somebody else's: its query reads the recording, no file and no network, and changes no setting. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT content LIKE 'root%' FROM read_text('/etc/passwd')",
                "SELECT count(*) = 0 FROM glob('/etc/*')",
                "SELECT count(*) = 0 FROM '/etc/passwd'",
                "SELECT count(*) = 0 FROM read_csv('/etc/passwd')",
                "SELECT count(*) = 0 FROM read_parquet('http://127.0.0.1:9/x.parquet')",
                "SELECT count(*) = 0 FROM read_json('/proc/self/environ')",
            })
    void aQueryThatReadsAFileOrTheNetworkIsRefused(String sql) {
        assertThat(GateQueries.mistake(sql))
                .hasValueSatisfying(mistake -> assertThat(mistake.what())
                        .containsAnyOf("Permission", "disabled", "extension", "does not exist"));
    }

    @Test
    void theCatalogueAsksIt() {
        assertThat(Recording.catalogue().queries().mistake("SELECT 1")).isPresent();
    }
}
