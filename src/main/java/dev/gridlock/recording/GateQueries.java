package dev.gridlock.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridlock.scenario.MetricCatalogue.QueryMistake;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Optional;

/** Whether a recording can answer the query of a gate: DuckDB itself reads it, over the tables and views of an empty one. */
final class GateQueries {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The one parameter that a query may have: the target whose gate it is. */
    private static final String PARAMETER = "target";

    private GateQueries() {}

    /** Empty when it can. */
    static Optional<QueryMistake> mistake(String sql) {
        try (Connection empty = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = empty.createStatement()) {
            Recording.makeTables(statement);
            // The parser alone first: to prepare several statements would run all but the last.
            Optional<QueryMistake> unread = notOneSelect(empty, sql);
            if (unread.isPresent()) {
                return unread;
            }
            statement.execute("SET errors_as_json = true");
            Confinement.of(empty);
            try (PreparedStatement query = empty.prepareStatement(sql)) {
                return notBoolean(query.getMetaData());
            } catch (SQLException e) {
                return Optional.of(refused(e, sql));
            }
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("an empty recording could not be made: " + e.getMessage(), e);
        }
    }

    private static Optional<QueryMistake> notOneSelect(Connection empty, String sql)
            throws SQLException, JsonProcessingException {
        try (PreparedStatement parser = empty.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            parser.setString(1, sql);
            try (ResultSet row = parser.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("DuckDB's parser gave no answer");
                }
                JsonNode parsed = JSON.readTree(row.getString(1));
                if (parsed.path("error").asBoolean()) {
                    boolean other = parsed.path("error_type").asText().equals("not implemented");
                    String what = other
                            ? "it is no SELECT"
                            : parsed.path("error_message").asText();
                    return Optional.of(new QueryMistake(offset(parsed, sql), firstLine(what)));
                }
                int statements = parsed.path("statements").size();
                if (statements != 1) {
                    return Optional.of(new QueryMistake(0, "it holds " + statements + " statements"));
                }
                for (JsonNode parameter : parsed.at("/statements/0/named_param_map")) {
                    String name = parameter.path("key").asText();
                    if (!name.equals(PARAMETER)) {
                        return Optional.of(new QueryMistake(
                                Math.max(0, sql.indexOf("$" + name)),
                                "it has a parameter $" + name + ", and there is only $" + PARAMETER));
                    }
                }
                return Optional.empty();
            }
        }
    }

    private static Optional<QueryMistake> notBoolean(ResultSetMetaData columns) throws SQLException {
        int type = columns.getColumnType(1);
        return type == Types.BOOLEAN
                ? Optional.empty()
                : Optional.of(new QueryMistake(
                        0, "its first column is of type " + columns.getColumnTypeName(1) + ", not a boolean"));
    }

    private static QueryMistake refused(SQLException e, String sql) throws JsonProcessingException {
        String message = String.valueOf(e.getMessage());
        int json = message.indexOf('{');
        if (json < 0) {
            return new QueryMistake(0, firstLine(message));
        }
        JsonNode told = JSON.readTree(message.substring(json));
        String what = told.path("exception_message").asText(message);
        return new QueryMistake(offset(told, sql), what.strip().replaceAll("\\s*\\n\\s*", " "));
    }

    /** DuckDB counts bytes of UTF-8. */
    private static int offset(JsonNode told, String sql) {
        int bytes = told.path("position").asInt(0);
        int offset = 0;
        while (offset < sql.length() && bytes > 0) {
            int point = sql.codePointAt(offset);
            bytes -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            offset += Character.charCount(point);
        }
        return offset;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
