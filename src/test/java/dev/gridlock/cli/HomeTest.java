package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where runs are kept when nothing is said. */
class HomeTest {

    @TempDir
    private Path folder;

    @Test
    void reportsLandWhereTheUserStands() throws IOException {
        Path checkout = Files.createDirectory(folder.resolve("gridlock"));
        Path project = Files.createDirectory(folder.resolve("gridlock-users-project"));
        assertThat(Home.reports(checkout, project)).isEqualTo(project.resolve("reports"));
    }

    @Test
    void withinTheCheckoutTheyLandInItsOwnFolderAlsoThroughALink() throws IOException {
        Path checkout = Files.createDirectory(folder.resolve("gridlock"));
        Path docs = Files.createDirectory(checkout.resolve("docs"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), docs);
        assertThat(Home.reports(checkout, checkout)).isEqualTo(checkout.resolve("reports"));
        assertThat(Home.reports(checkout, docs)).isEqualTo(checkout.resolve("reports"));
        assertThat(Home.reports(checkout, link)).isEqualTo(checkout.resolve("reports"));
    }

    /** As a CI variable that is not set leaves it: it would be the folder where one stands. */
    @Test
    void anEmptyOutIsWrongUsage() {
        StringWriter said = new StringWriter();
        Interruption interruption = Interruption.ofThisThread();
        int code = Main.commandLine(interruption)
                .setErr(new PrintWriter(said))
                .execute("run", "scenarios/smoke.yml", "--out", "");
        interruption.finish(); // else the end of this JVM would wait for it
        assertThat(code).isEqualTo(2);
        assertThat(said).asString().contains("--out", "it is empty; is a variable not set?");
    }
}
