package dev.gridlock.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerBodyTest {

    private final List<String> acks = new ArrayList<>();

    @Test
    void resultsAreOneAckATruck() {
        String message = read("""
                {"results":[{"truckId":1,"status":"success","route":[4,2]},
                            {"route":[],"note":{"a":[1]},"truckId":2,"status":"failed"}], "took": 5}""");

        assertThat(message).isNull();
        assertThat(acks).containsExactly("1 success 4;2", "2 failed ");
    }

    @Test
    void errorAndMessageAreOneText() {
        assertThat(read("{\"error\":\"RoutingException\",\"message\":\"Bulk route assignment failed\"}"))
                .isEqualTo("RoutingException: Bulk route assignment failed");
        assertThat(read("{\"error\":\"Overloaded\"}")).isEqualTo("Overloaded");
        assertThat(acks).isEmpty();
    }

    @Test
    void partOfTheTrucksAndAnErrorAreBothRead() {
        String message = read("""
                {"error":"DeadlineExceeded","results":[{"truckId":7,"status":"success","route":[1]}],"message":"late"}""");

        assertThat(message).isEqualTo("DeadlineExceeded: late");
        assertThat(acks).containsExactly("7 success 1");
    }

    @Test
    void whatIsNotTheContractIsQuoted() {
        assertThat(read("Bad gateway")).contains("Bad gateway");
        assertThat(read("[1]")).isEqualTo("[1]");
        assertThat(read("{\"results\":[{\"truckId\":3,\"status\":\"success\""))
                .contains("not the JSON of the contract");
        assertThat(read("x".repeat(500))).hasSizeLessThan(300);
        assertThat(acks).isEmpty();
    }

    private @Nullable String read(String body) {
        return AnswerBody.read(
                body.getBytes(StandardCharsets.UTF_8),
                (truck, status, route) -> acks.add(truck + " " + status + " " + route));
    }
}
