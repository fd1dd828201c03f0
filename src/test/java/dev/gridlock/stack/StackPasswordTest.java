package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.StackFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackPasswordTest {

    private static final StackFile FILE = new StackFile(
            new StackFile.Address("127.0.0.1", 1),
            new StackFile.Address("127.0.0.1", 2),
            new StackFile.Toxiproxy(URI.create("http://127.0.0.1:3"), 4, 5),
            "PASS",
            Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void theEnvironmentGoesFirst() throws Exception {
        Files.writeString(folder.resolve(".env"), "PASS=file\n");
        assertThat(StackPassword.find(FILE, Map.of("PASS", "set"), List.of(folder)))
                .isEqualTo("set");
        assertThat(StackPassword.find(FILE, Map.of("PASS", ""), List.of(folder)))
                .isEqualTo("file");
    }

    @Test
    void theFileBesideTheStackFileGoesBeforeThatOfTheCheckout() throws Exception {
        Path checkout = Files.createDirectory(folder.resolve("checkout"));
        Files.writeString(checkout.resolve(".env"), "PASS=checkout\n");
        assertThat(found(folder, checkout)).isEqualTo("checkout");
        Files.writeString(folder.resolve(".env"), "OTHER=1\n");
        assertThat(found(folder, checkout)).isEqualTo("checkout");
        Files.writeString(folder.resolve(".env"), "PASS=beside\n");
        assertThat(found(folder, checkout)).isEqualTo("beside");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "PASS=abc => abc",
                "PASS = abc  => abc",
                "export PASS=abc => abc",
                "PASS=\"a b\" => a b",
                "PASS='a$b\\c#\"d' => a$b\\c#\"d",
                "PASS=\"it's #1\" => it's #1",
                "# PASS=no\\nPASS=yes => yes",
                "PASS=first\\nPASS=last => last",
                "PASSWORD=no\\nPASS=yes => yes",
                "PASS=a=b => a=b",
            })
    void theFileIsReadAsComposeReadsIt(String text, String password) throws Exception {
        Files.writeString(folder.resolve(".env"), text.replace("\\n", "\n") + "\n");
        assertThat(found(folder)).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PASS=a$b", "PASS=\"a\\nb\"", "PASS=abc # mine", "PASS='a'b'", "PASS='half", "PASS=\"half"})
    void whatComposeWouldReadAsSomethingElseIsRefused(String text) throws Exception {
        Files.writeString(folder.resolve(".env"), text + "\n");
        assertThat(problem(folder))
                .startsWith(folder.resolve(".env") + ": the value of PASS has one of $ \\ # ' \"")
                .contains("single quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PASS=", "OTHER=1"})
    void aPasswordThatIsNowhereIsToldWithWhereToPutIt(String text) throws Exception {
        Files.writeString(folder.resolve(".env"), text + "\n");
        assertThat(problem(folder.resolve("none"), folder))
                .isEqualTo("PASS is not set, neither in the environment nor in " + folder.resolve("none/.env")
                        + ", nor in "
                        + folder.resolve(".env")
                        + "; write PASS=… into the latter, the password that the stack was made with");
    }

    private static String found(Path... folders) throws ScenarioException {
        return StackPassword.find(FILE, Map.of(), List.of(folders));
    }

    private static String problem(Path... folders) {
        return catchThrowableOfType(ScenarioException.class, () -> found(folders))
                .problems()
                .getFirst();
    }
}
