package dev.gridlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.scenario.StackFileParser.Reach;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackFileTest {

    private static final String WHOLE = """
            postgres:  { host: 127.0.0.1, port: 15432 }
            pgbouncer: { host: localhost, port: 16432 }
            toxiproxy: { api: "http://127.0.0.1:8474", pgbouncer: 6432, postgres: 15433 }
            password_env: GRIDLOCK_PASSWORD
            targets: { image: gridlock/gridlock:0.1, network: gridlock, host: toxiproxy, port: 6432 }
            """;

    @Test
    void everyAddressIsRead() throws Exception {
        StackFile stack = StackFileParser.parse("s.yml", WHOLE, Reach.THIS_MACHINE);
        assertThat(stack)
                .isEqualTo(new StackFile(
                        new StackFile.Address("127.0.0.1", 15_432),
                        new StackFile.Address("127.0.0.1", 16_432),
                        new StackFile.Toxiproxy(URI.create("http://127.0.0.1:8474"), 6_432, 15_433),
                        "GRIDLOCK_PASSWORD",
                        Optional.of(new StackFile.Targets(
                                "gridlock/gridlock:0.1", "gridlock", new StackFile.Address("toxiproxy", 6_432)))));
        assertThat(stack.toxiproxy().proxy(FaultSpec.ProxyName.POSTGRES)).hasToString("127.0.0.1:15433");
        assertThat(stack.toxiproxy().proxy(FaultSpec.ProxyName.PGBOUNCER)).hasToString("127.0.0.1:6432");
    }

    @Test
    void withoutTargetsTheyAreNoContainers() throws Exception {
        String text = WHOLE.substring(0, WHOLE.indexOf("targets:"));
        assertThat(StackFileParser.parse("s.yml", text, Reach.THIS_MACHINE).targets())
                .isEmpty();
    }

    /** What stands in WHOLE, what instead, and what is said. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "15432 => 70000 => s.yml:1:37: postgres.port is out of range; found \"70000\"; write a count from 1 to"
                        + " 65_535, e.g. 15432",
                "15432 => 0 => s.yml:1:37: postgres.port is out of range",
                "15432 => -1 => s.yml:1:37: postgres.port is",
                "15432 => 1.5 => s.yml:1:37: postgres.port is not a whole number",
                "15432 => x => s.yml:1:37: postgres.port is not a count",
                "15432 => [ 1 ] => s.yml:1:37: postgres.port is not one value; found a list",
                "port: 15432 => prot: 15432 => s.yml:1:31: unknown key postgres.prot; found \"prot\"; write port?",
                "host: 127.0.0.1, port: 15432 => port: 15432 => s.yml:1:12: postgres.host is missing",
                "postgres:  { => postgre:  { => s.yml:1:1: unknown key postgre; found \"postgre\"; write postgres?",
                "password_env => password => s.yml:4:1: unknown key password; found \"password\"; write"
                        + " password_env?",
                "GRIDLOCK_PASSWORD => s3cret! => s.yml:4:15: password_env is not a valid name",
                "http://127.0.0.1:8474 => 127.0.0.1:8474 => s.yml:3:19: toxiproxy.api is not such an address; found"
                        + " \"127.0.0.1:8474\"; write an address http://HOST:PORT, e.g. http://127.0.0.1:8474",
                "http://127.0.0.1:8474 => http://127.0.0.1 => s.yml:3:19: toxiproxy.api is not such an address",
                "http://127.0.0.1:8474 => http://127.0.0.1:99999 => s.yml:3:19: toxiproxy.api is not such an address",
                "http://127.0.0.1:8474 => http://127.0.0.1:8474/proxies => s.yml:3:19: toxiproxy.api is not such an"
                        + " address",
                "http://127.0.0.1:8474 => https://127.0.0.1:8474 => s.yml:3:19: toxiproxy.api is not such an address",
                "localhost => db.example.com => s.yml:2:20: pgbouncer.host is not this machine: a run drops tables"
                        + " there, and has one clock; found \"db.example.com\"; write 127.0.0.1",
                "127.0.0.1, => 10.0.0.1, => s.yml:1:20: postgres.host is not this machine",
                "127.0.0.1, => 127.0.0.999, => s.yml:1:20: postgres.host is not this machine",
                "127.0.0.1, => 127.0.0.1.example.com, => s.yml:1:20: postgres.host is not this machine",
                "http://127.0.0.1:8474 => http://toxiproxy:8474 => s.yml:3:19: toxiproxy.api is not this machine",
                "postgres: 15433 => postgres: 15432 => s.yml:3:71: toxiproxy.postgres is the address of postgres.port"
                        + " too; found \"127.0.0.1:15432\"",
                "gridlock/gridlock:0.1 => gridlock/gridlock => s.yml:5:19: targets.image is not a valid name",
                "network: gridlock => net: gridlock => s.yml:5:42: unknown key targets.net",
            })
    void everyMistakeHasItsPlace(String right, String wrong, String problem) {
        assertThat(WHOLE).contains(right);
        assertThat(problems(WHOLE.replace(right, wrong), Reach.THIS_MACHINE))
                .anyMatch(said -> said.startsWith(problem));
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThat(problems("postgres: { host: 127.0.0.1, port: 0 }\npgbouncer: 5\n", Reach.THIS_MACHINE))
                .extracting(problem -> problem.substring(0, problem.indexOf(';')))
                .contains("s.yml:1:36: postgres.port is out of range", "s.yml:2:12: pgbouncer is not a block of keys")
                .anyMatch(problem -> problem.contains("toxiproxy.api is missing"))
                .anyMatch(problem -> problem.contains("password_env is missing"));
    }

    /** Whatever a hosts file or a name server says of it. */
    @Test
    void localhostIsNotLookedUp() throws Exception {
        String named = WHOLE.replace("http://127.0.0.1:8474", "http://localhost:8474");
        StackFile stack = StackFileParser.parse("s.yml", named, Reach.THIS_MACHINE);
        assertThat(stack.pgbouncer().host()).isEqualTo("127.0.0.1");
        assertThat(stack.toxiproxy().api().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void onANetworkThePartsHaveNames() throws Exception {
        String inside = WHOLE.replace("127.0.0.1, port: 15432", "postgres, port: 5432")
                .replace("localhost", "pgbouncer")
                .replace("http://127.0.0.1:8474", "http://toxiproxy:8474");
        assertThat(StackFileParser.parse("s.yml", inside, Reach.ANYWHERE).postgres())
                .hasToString("postgres:5432");
        assertThat(problems(inside, Reach.THIS_MACHINE)).hasSize(3);
    }

    @Test
    void whatIsNoStackFileIsCalledThat() {
        assertThat(problems("", Reach.ANYWHERE))
                .containsExactly(
                        "s.yml:1:1: the stack file is empty; found nothing; write at least postgres, pgbouncer,"
                                + " toxiproxy and password_env");
        assertThat(problems("- a", Reach.ANYWHERE))
                .containsExactly("s.yml:1:1: the stack file is not a block of keys; found a list; write postgres: … and"
                        + " pgbouncer: … in it");
        assertThat(problems("a: &x b", Reach.ANYWHERE))
                .containsExactly(
                        "s.yml:1:4: an anchor, which stack files do not have; found &x; write the value without"
                                + " it");
        assertThat(Mistakes.problems(() -> StackFileParser.parse(Path.of("none.yml"), Reach.ANYWHERE)))
                .containsExactly("none.yml: no such file; found nothing at this path; write the path of a stack file"
                        + " (docs/docker.md), or the word compose");
        assertThat(Mistakes.problems(() -> StackFileParser.parse(Path.of("docs"), Reach.ANYWHERE)))
                .containsExactly("docs: is not a stack file; found a directory; write the path of a .yml file in it");
    }

    @Test
    void theOneInTheDocumentationIsRight() throws IOException, ScenarioException {
        Matcher block =
                Pattern.compile("(?s)```yaml\n(postgres: .*?)```").matcher(Files.readString(Path.of("docs/docker.md")));
        assertThat(block.find()).isTrue();
        assertThat(StackFileParser.parse("docs/docker.md", block.group(1), Reach.THIS_MACHINE)
                        .targets())
                .isPresent();
    }

    private static List<String> problems(String text, Reach reach) {
        return Mistakes.problems(() -> StackFileParser.parse("s.yml", text, reach));
    }
}
