package dev.gridlock.stack;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random passwords; letters and digits only, so that no configuration file needs to quote them. */
final class Passwords {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    private Passwords() {}

    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
