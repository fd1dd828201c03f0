package dev.gridlock.report.deadlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WitnessesTest {

    private static Witnesses counted(double client, double server, double logged) {
        return new Witnesses(
                OptionalDouble.of(client), OptionalDouble.of(server), OptionalDouble.of(logged), List.of());
    }

    @Test
    void threeThatAgreeAreSaidTo() {
        assertThat(counted(70, 70, 70).explained()).containsExactly("All three agree.");
        assertThat(counted(0, 0, 0).explained()).containsExactly("All three agree.");
    }

    @Test
    void whoeverHasFewerIsExplained() {
        assertThat(counted(69, 70, 70).explained()).singleElement().asString().startsWith("The client saw fewer");
        assertThat(counted(70, 69, 70).explained()).singleElement().asString().startsWith("The server's statistics");
        assertThat(counted(70, 70, 69).explained()).singleElement().asString().startsWith("The log has fewer");
    }

    @Test
    void fewerThanEitherOfTheOthersIsFewer() {
        assertThat(counted(69, 70, 69).explained()).anyMatch(why -> why.startsWith("The client saw fewer"));
        assertThat(counted(69, 70, 69).explained()).anyMatch(why -> why.startsWith("The log has fewer"));
    }

    @Test
    void aServerThatWasSetNotToLogThemLostNoLines() {
        OptionalDouble many = OptionalDouble.of(35);
        assertThat(new Witnesses(
                                many,
                                many,
                                OptionalDouble.of(0),
                                List.of("log_min_messages: expected warning, found fatal"))
                        .explained())
                .containsExactly(
                        "The log has fewer: the server was set to write less to it (log_min_messages: expected warning,"
                                + " found fatal).");
    }

    @Test
    void oneThatIsMissingIsNotCalledFewer() {
        OptionalDouble three = OptionalDouble.of(3);
        OptionalDouble missing = OptionalDouble.empty();
        assertThat(new Witnesses(missing, three, three, List.of()).explained())
                .singleElement()
                .asString()
                .startsWith("The service's errors were not recorded");
        assertThat(new Witnesses(three, missing, three, List.of()).explained())
                .singleElement()
                .asString()
                .startsWith("The server's statistics were not read");
        assertThat(new Witnesses(three, three, missing, List.of()).explained())
                .singleElement()
                .asString()
                .startsWith("The server's log was not read");
    }
}
