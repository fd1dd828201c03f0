package dev.gridlock.target.builtin.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SqlFailureTest {

    @Test
    void onlyDeadlocksAndSerializationFailuresAreTriedAgain() {
        assertThat(SqlFailure.retryable(new SQLException("", "40P01"))).isTrue();
        assertThat(SqlFailure.retryable(new SQLException("", "40001"))).isTrue();
        assertThat(SqlFailure.retryable(new SQLException("", "57014"))).isFalse();
        assertThat(SqlFailure.retryable(new SQLException("", "08006"))).isFalse();
        assertThat(SqlFailure.retryable(new SQLException(""))).isFalse();
    }

    @Test
    void aConnectionLostOnTheWayLeavesTheOutcomeOpen() {
        assertThat(SqlFailure.knownNotCommitted(new SQLException("I/O error", "08006")))
                .isFalse();
        assertThat(SqlFailure.knownNotCommitted(new SQLException("terminated", "57P01")))
                .isFalse();
        assertThat(SqlFailure.knownNotCommitted(new SQLException("server conn crashed?", "08P01")))
                .isFalse();
        assertThat(SqlFailure.knownNotCommitted(new SQLException("?"))).isFalse();
    }

    @Test
    void whatTheServerRefusedOrNeverGotIsKnown() {
        assertThat(SqlFailure.knownNotCommitted(new SQLException("deadlock detected", "40P01")))
                .isTrue();
        assertThat(SqlFailure.knownNotCommitted(new SQLException("timeout", "57014")))
                .isTrue();
        assertThat(SqlFailure.knownNotCommitted(new SQLException("ERROR: query_wait_timeout", "08P01")))
                .isTrue();
        assertThat(SqlFailure.knownNotCommitted(new SQLException("closed", "08003")))
                .isTrue();
    }
}
