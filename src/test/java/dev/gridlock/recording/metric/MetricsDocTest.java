package dev.gridlock.recording.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Write the file again with {@code GRIDLOCK_DOCS=write mvn test -Dtest=MetricsDocTest}. */
class MetricsDocTest {

    private static final Path DOC = Path.of("docs/metrics.md");

    @Test
    void docsListTheCatalogueAsItIs() throws IOException {
        if ("write".equals(System.getenv("GRIDLOCK_DOCS"))) {
            Files.writeString(DOC, Metrics.markdown());
        }
        assertThat(DOC).hasContent(Metrics.markdown());
    }
}
