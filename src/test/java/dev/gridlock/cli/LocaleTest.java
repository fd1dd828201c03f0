package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gridlock.process.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No word and no number depends on the language or the time zone of the machine. */
class LocaleTest {

    private static final List<List<String>> COMMANDS = List.of(
            List.of("--help"),
            List.of("metrics"),
            List.of("validate", "scenarios/black-friday.yml", "docs/run.schema.json"));

    private static List<HarnessJvm> english;

    @BeforeAll
    static void sayItInEnglish() throws Exception {
        english = eachSaid("-Duser.language=en", "-Duser.country=US");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Duser.language=ar -Duser.country=EG",
                "-Duser.language=fa -Duser.country=IR",
                "-Duser.language=th -Duser.country=TH -Duser.variant=TH",
                "-Duser.language=de -Duser.country=DE -Duser.timezone=Asia/Katmandu"
            })
    void everyLanguageSaysTheSame(String options) throws Exception {
        assertThat(eachSaid(options.split(" ")))
                .isEqualTo(english)
                .noneMatch(command -> command.said().contains("\tat "));
    }

    private static List<HarnessJvm> eachSaid(String... options) throws Exception {
        List<HarnessJvm> all = new ArrayList<>();
        for (List<String> words : COMMANDS) {
            all.add(HarnessJvm.run(List.of(options), words));
        }
        return all;
    }

    /** Before anything else of it, or what was made until then keeps the machine's; Start only hands over to Main. */
    @Test
    void everyMainBeginsWithIt() {
        List<JavaMethod> mains = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.gridlock").stream()
                        .map(JavaClass::getMethods)
                        .flatMap(methods -> methods.stream()
                                .filter(method -> method.getName().equals("main")
                                        && !method.getOwner().isEquivalentTo(Start.class)))
                        .toList();
        assertThat(mains)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(main -> assertThat(main.getMethodCallsFromSelf().stream()
                                .min(Comparator.comparingInt(JavaMethodCall::getLineNumber))
                                .orElseThrow()
                                .getTargetOwner()
                                .isEquivalentTo(Surroundings.class))
                        .as("%s begins with Surroundings.leave()", main.getFullName())
                        .isTrue());
    }

    /** Error Prone looks at the sources; what templates are made into is left out there. */
    @Test
    void noTemplateFormatsByTheDefaultLocale() throws IOException {
        try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
            assertThat(templates.filter(file -> file.toString().endsWith(".jte")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .doesNotContain("String.format(\"", ".formatted(", "toLowerCase()", "toUpperCase()"));
        }
    }
}
