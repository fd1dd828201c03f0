package dev.gridlock.stack;

import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The archive that this program runs from. The build is reproducible: the same sources make the same bytes. */
final class OwnJar {

    private OwnJar() {}

    /** In hexadecimal; empty where it runs from classes, as tests do. */
    static Optional<String> sha256() throws MachineException {
        CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = Path.of(source.getLocation().toURI());
            if (!Files.isRegularFile(jar)) {
                return Optional.empty();
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            return Optional.of(HexFormat.of().formatHex(hash));
        } catch (IOException | URISyntaxException e) {
            throw new MachineException(source.getLocation() + ": this program cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
