package dev.gridlock.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/**
 * How the words of a command line are read, alike for every option: an empty one is most often a variable that is not set,
 * and as a path it would be the folder where the user stands; a number is decimal and nothing else.
 */
final class ArgumentText {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)");

    private ArgumentText() {}

    /** For a command and all its subcommands, which must have been added. */
    static void readStrictly(CommandLine commandLine) {
        commandLine.registerConverter(String.class, ArgumentText::notEmpty);
        commandLine.registerConverter(Path.class, text -> path(notEmpty(text)));
        commandLine.registerConverter(Integer.class, text -> number(text, Integer::valueOf));
        commandLine.registerConverter(int.class, text -> number(text, Integer::valueOf));
        commandLine.registerConverter(Long.class, text -> number(text, Long::valueOf));
        commandLine.registerConverter(long.class, text -> number(text, Long::valueOf));
    }

    private static String notEmpty(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException(
                    "it is empty; is a variable not set? Give a value, or leave the option out");
        }
        return text;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("\"" + text + "\" can be no path: " + e.getReason());
        }
    }

    private static <T> T number(String text, Function<String, T> read) {
        if (WHOLE_NUMBER.matcher(text).matches()) {
            try {
                return read.apply(text);
            } catch (NumberFormatException e) {
                // Too many digits: told below, as what it is not.
            }
        }
        throw new TypeConversionException("\"" + text + "\" is no whole number that it can be, e.g. 12");
    }
}
