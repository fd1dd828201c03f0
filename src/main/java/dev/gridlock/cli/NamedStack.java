package dev.gridlock.cli;

import dev.gridlock.scenario.ScenarioException;
import dev.gridlock.scenario.StackFile;
import dev.gridlock.scenario.StackFileParser;
import dev.gridlock.stack.StackPassword;
import java.nio.file.Path;
import java.util.List;

/** What {@code --stack} names, with its password. */
record NamedStack(StackFile file, String password) {

    /** The word for the stack of docker-compose.yml. */
    private static final String COMPOSE = "compose";

    /**
     * Reads it.
     *
     * @param name a file, or {@code compose}
     * @throws ScenarioException with every mistake of the file, or what to do for the password
     */
    static NamedStack read(String name, StackFileParser.Reach reach) throws ScenarioException {
        Path path = name.equals(COMPOSE) ? Home.composeStack() : Path.of(name);
        StackFile file = StackFileParser.parse(path, reach);
        List<Path> folders = List.of(path.toAbsolutePath().normalize().resolveSibling(""), Home.folder());
        return new NamedStack(file, StackPassword.find(file, System.getenv(), folders));
    }
}
