package dev.gridlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A checkout beside the real one, whose build holds a planted damage. */
final class DamagedCheckout {

    private DamagedCheckout() {}

    /** Makes it: the same launcher and libraries, and a jar in which the damaged types are replaced. */
    static Path make(Path folder, PlantedDamage damage) throws IOException {
        Path checkout = Place.checkoutIn(Files.createDirectory(folder.resolve(damage.name())));
        Path sources = Files.createDirectory(checkout.resolve("damaged"));
        for (PlantedDamage.Edit edit : damage.edits()) {
            Path file = sources.resolve(edit.source());
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.copy(Place.CHECKOUT.resolve("src/main/java").resolve(edit.source()), file);
            }
            String text = Files.readString(file);
            assertThat(text.split(java.util.regex.Pattern.quote(edit.from()), -1))
                    .as("%s is there once in %s", edit.from(), edit.source())
                    .hasSize(2);
            Files.writeString(file, text.replace(edit.from(), edit.to()));
        }
        replace(checkout.resolve("target/gridlock.jar"), compiled(sources, checkout));
        return checkout;
    }

    private static Path compiled(Path sources, Path checkout) throws IOException {
        Path classes = Files.createDirectory(checkout.resolve("damaged-classes"));
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = new ArrayList<>(List.of(
                    "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classpath(checkout.resolve("target"))));
            boolean ok = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(ok).as(said.toString()).isTrue();
        }
        return classes;
    }

    /** The compiler's own class path has no wildcards. */
    private static String classpath(Path target) throws IOException {
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            return Stream.concat(Stream.of(target.resolve("gridlock.jar")), libraries)
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
    }

    private static void replace(Path jar, Path classes) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar);
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.copy(file, zip.getPath("/" + classes.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
