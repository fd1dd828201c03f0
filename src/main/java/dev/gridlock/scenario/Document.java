package dev.gridlock.scenario;

/**
 * A kind of file that users write, as messages about one call it.
 *
 * @param noun e.g. {@code scenario}
 * @param least what one holds at least
 * @param keys what its text begins with
 * @param path what to give instead of a path that leads nowhere
 */
record Document(String noun, String file, String least, String keys, String path) {

    static final Document SCENARIO = new Document(
            "scenario",
            "scenario file",
            "at least a name and a load",
            "name: … and load: … in it",
            "the path of a scenario, e.g. scenarios/smoke.yml");

    static final Document STACK_FILE = new Document(
            "stack file",
            "stack file",
            "at least postgres, pgbouncer, toxiproxy and password_env",
            "postgres: … and pgbouncer: … in it",
            "the path of a stack file (docs/docker.md), or the word compose");
}
