package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** An empty word is never a path, and a number is decimal. */
class ArgumentTextTest {

    private final CommandLine commandLine = strict();

    private static CommandLine strict() {
        CommandLine made = new CommandLine(Main.class).setCaseInsensitiveEnumValuesAllowed(true);
        ArgumentText.readStrictly(made);
        return made;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run a.yml --out ''",
                "run ''",
                "run a.yml --provider external --stack ''",
                "run a.yml --set ''",
                "baseline save ''",
                "baseline save reports/latest --to ''",
                "trend smoke --reports ''",
                "serve ''",
                "report ''",
                "validate ''",
                "target naive a.yml --stack compose --journal ''"
            })
    void anEmptyWordIsToldAsThat(String words) {
        assertThatThrownBy(() -> commandLine.parseArgs(Arrays.stream(words.split(" "))
                        .map(word -> word.equals("''") ? "" : word)
                        .toArray(String[]::new)))
                .as(words)
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("it is empty; is a variable not set?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"010", "0x10", "1e3", "99999999999999999999", "+1"})
    void aNumberIsDecimalWithoutALeadingZero(String number) {
        for (String option : new String[] {"--rounds", "--seed"}) {
            assertThatThrownBy(() -> commandLine.parseArgs("run", "a.yml", option, number))
                    .isInstanceOf(ParameterException.class)
                    .hasMessageContaining(option)
                    .hasMessageContaining("\"" + number + "\" is no whole number");
        }
    }

    @Test
    void whatIsOneIsRead() {
        assertThat(commandLine
                        .parseArgs("run", "a.yml", "--rounds", "12", "--seed", "-7", "--out", "x")
                        .errors())
                .isEmpty();
    }
}
