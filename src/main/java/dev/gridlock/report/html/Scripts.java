package dev.gridlock.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The scripts and the style of the interactive timeline, to stand in the page: uPlot (MIT) and our own. */
final class Scripts {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/";

    private Scripts() {}

    /** uPlot with its licence, which asks to go with every copy. */
    static String uplot() {
        String at = UPLOT + version() + "/";
        String licence = read(at + "LICENSE").replace("*/", "* /");
        // Its first line is a comment with an address; the page names none.
        String script = read(at + "dist/uPlot.iife.min.js").replaceFirst("^/\\*!.*?\\*/\\s*", "");
        return "/* uPlot " + version() + "\n" + licence + "*/\n" + script;
    }

    static String uplotStyle() {
        return read(UPLOT + version() + "/dist/uPlot.min.css");
    }

    static String timeline() {
        return read("timeline.js");
    }

    private static String version() {
        Properties maven = new Properties();
        try (InputStream in =
                Scripts.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
            maven.load(required(in, "uplot's pom.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return maven.getProperty("version");
    }

    private static String read(String resource) {
        try (InputStream in = Scripts.class.getResourceAsStream(resource)) {
            return new String(required(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream required(@org.jspecify.annotations.Nullable InputStream in, String resource) {
        if (in == null) {
            throw new IllegalStateException(resource + " is not on the class path: the build is not whole");
        }
        return in;
    }
}
