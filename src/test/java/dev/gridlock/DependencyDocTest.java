package dev.gridlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/dependencies.md says of each dependency why it is there and under which licence. */
class DependencyDocTest {

    private static final Pattern DEPENDENCY =
            Pattern.compile("<dependency>\\s*<groupId>[^<]+</groupId>\\s*<artifactId>([^<]+)</artifactId>");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void everyDependencyIsNamedAndNoOther() throws IOException {
        List<String> used = DEPENDENCY
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();
        String page = Files.readString(Path.of("docs/dependencies.md"));
        assertThat(used).isNotEmpty().allSatisfy(artifact -> assertThat(page).contains("`" + artifact + "`"));
        String pom = Files.readString(Path.of("pom.xml"));
        List<String> named = page.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .flatMap(first -> CODE.matcher(first).results().map(match -> match.group(1)))
                .toList();
        assertThat(named).isNotEmpty().allSatisfy(artifact -> assertThat(pom).contains(artifact));
    }
}
