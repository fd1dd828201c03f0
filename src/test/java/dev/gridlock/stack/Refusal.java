package dev.gridlock.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What somebody else did on a stack, for which it is to be left alone.
 *
 * @param name of the case
 * @param spoil SQL by database
 * @param mend takes it back
 * @param said what the refusal says
 */
record Refusal(String name, List<Map.Entry<String, String>> spoil, List<Map.Entry<String, String>> mend, String said) {

    private static final String POSTGRES = "postgres";
    private static final String FLEET = "fleet";

    @Override
    public String toString() {
        return name;
    }

    private static Refusal in(String database, String spoil, String mend, String said) {
        return new Refusal(
                database + ": " + spoil, List.of(Map.entry(database, spoil)), List.of(Map.entry(database, mend)), said);
    }

    /** Of a marked server with a fleet. */
    static Stream<Refusal> ofThings() {
        List<Refusal> all = new ArrayList<>();
        roles(all);
        databases(all);
        objects(all);
        ourTables(all);
        return all.stream();
    }

    private static void roles(List<Refusal> all) {
        String mark = "COMMENT ON ROLE application IS 'made by Gridlock for the services of its runs'";
        String notMade = "its role application was not made by Gridlock";
        all.add(in(POSTGRES, "COMMENT ON ROLE application IS NULL", mark, notMade));
        all.add(in(POSTGRES, "COMMENT ON ROLE application IS 'billing'", mark, notMade));
        all.add(in(
                POSTGRES,
                "COMMENT ON ROLE application IS NULL; ALTER ROLE application SUPERUSER PASSWORD 'theirs'",
                mark + "; ALTER ROLE application NOSUPERUSER PASSWORD 'one''for all'",
                notMade));
        for (String right : List.of("SUPERUSER", "CREATEROLE", "CREATEDB", "REPLICATION", "BYPASSRLS")) {
            all.add(in(
                    POSTGRES,
                    "ALTER ROLE application " + right,
                    "ALTER ROLE application NO" + right,
                    "is not as Gridlock made it any more: " + right));
        }
        all.add(in(POSTGRES, "ALTER ROLE application NOINHERIT", "ALTER ROLE application INHERIT", "more: NOINHERIT"));
        all.add(in(POSTGRES, "ALTER ROLE application NOLOGIN", "ALTER ROLE application LOGIN", "more: NOLOGIN"));
        all.add(in(
                POSTGRES,
                "ALTER ROLE application CONNECTION LIMIT 3",
                "ALTER ROLE application CONNECTION LIMIT -1",
                "CONNECTION LIMIT 3"));
        all.add(in(
                POSTGRES,
                "ALTER ROLE application VALID UNTIL '2020-01-01'",
                "UPDATE pg_authid SET rolvaliduntil = NULL WHERE rolname = 'application'",
                "VALID UNTIL 2020"));
        all.add(in(
                POSTGRES,
                "GRANT pg_read_all_data TO application",
                "REVOKE pg_read_all_data FROM application",
                "member of pg_read_all_data"));
        all.add(in(
                POSTGRES,
                "CREATE ROLE clerk; GRANT application TO clerk",
                "DROP ROLE clerk",
                "clerk is a member of it"));
        all.add(in(
                POSTGRES,
                "ALTER ROLE application PASSWORD 'theirs'",
                "ALTER ROLE application PASSWORD 'one''for all'",
                "the role application, which Gridlock made, is not let in"));
    }

    private static void databases(List<Refusal> all) {
        all.add(in(POSTGRES, "CREATE DATABASE orders", "DROP DATABASE orders", "it has the database orders"));
        all.add(in(
                POSTGRES,
                "CREATE DATABASE orders IS_TEMPLATE true",
                "ALTER DATABASE orders IS_TEMPLATE false; DROP DATABASE orders",
                "it has the database orders"));
        all.add(in(
                POSTGRES,
                "CREATE DATABASE orders ALLOW_CONNECTIONS false",
                "DROP DATABASE orders",
                "it has the database orders"));
        String postgres = "its database postgres is not empty: it has ";
        all.add(in(POSTGRES, "CREATE TABLE orders (id int)", "DROP TABLE orders", postgres + "table orders"));
        all.add(in(POSTGRES, "CREATE TYPE state AS ENUM ('new')", "DROP TYPE state", postgres + "type state"));
        all.add(in(POSTGRES, "SELECT lo_create(77777)", "SELECT lo_unlink(77777)", postgres + "large object 77777"));
        all.add(in(
                POSTGRES,
                "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "DROP FUNCTION one()",
                postgres + "function one()"));
        all.add(in(
                "template1", "CREATE SCHEMA billing", "DROP SCHEMA billing", "template1 is not empty: it has schema"));
        all.add(in("template1", "CREATE TABLE orders ()", "DROP TABLE orders", "template1 is not empty: it has table"));
        all.add(new Refusal(
                "a table in the database of the superuser's name",
                List.of(
                        Map.entry(POSTGRES, "CREATE DATABASE observer"),
                        Map.entry("observer", "CREATE TABLE orders ()")),
                List.of(Map.entry(POSTGRES, "DROP DATABASE observer")),
                "its database observer is not empty: it has table orders"));
        all.add(in(
                POSTGRES,
                "GRANT CREATE ON DATABASE fleet TO PUBLIC",
                "UPDATE pg_database SET datacl = NULL WHERE datname = 'fleet'",
                "its database fleet has rights that were granted"));
        all.add(in(
                POSTGRES,
                "ALTER DATABASE fleet CONNECTION LIMIT 5",
                "ALTER DATABASE fleet CONNECTION LIMIT -1",
                "its database fleet does not let everybody in"));
        all.add(in(
                POSTGRES,
                "ALTER DATABASE fleet IS_TEMPLATE true",
                "ALTER DATABASE fleet IS_TEMPLATE false",
                "its database fleet is a template"));
        all.add(in(
                POSTGRES,
                "CREATE ROLE clerk; ALTER DATABASE fleet OWNER TO clerk",
                "ALTER DATABASE fleet OWNER TO observer; DROP ROLE clerk",
                "its database fleet is owned by clerk"));
        all.add(in(
                POSTGRES,
                "COMMENT ON DATABASE fleet IS 'our trucks'",
                "COMMENT ON DATABASE fleet IS 'made by Gridlock, which drops its tables at every run'",
                "its database fleet was not made by Gridlock"));
    }

    private static void objects(List<Refusal> all) {
        String[][] kinds = {
            {"CREATE TABLE orders (id int); INSERT INTO orders VALUES (1)", "DROP TABLE orders", "table orders"},
            {
                "CREATE SCHEMA billing; CREATE TABLE billing.trucks AS SELECT generate_series(1, 900) AS id",
                "DROP SCHEMA billing CASCADE",
                "schema billing, table billing.trucks"
            },
            {"CREATE VIEW busy AS SELECT id FROM public.trucks", "DROP VIEW busy", "view busy"},
            {
                "CREATE MATERIALIZED VIEW kept AS SELECT id FROM public.trucks",
                "DROP MATERIALIZED VIEW kept",
                "materialized view kept"
            },
            {"CREATE TABLE stops (truck int REFERENCES public.trucks)", "DROP TABLE stops", "table stops"},
            {"CREATE TABLE more () INHERITS (public.trucks)", "DROP TABLE more", "table more"},
            {"CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'", "DROP FUNCTION one()", "function one()"},
            {"CREATE PROCEDURE nothing() LANGUAGE sql AS 'SELECT 1'", "DROP PROCEDURE nothing()", "nothing()"},
            {"CREATE TYPE pair AS (a int, b int)", "DROP TYPE pair", "type pair"},
            {"CREATE DOMAIN tons AS int", "DROP DOMAIN tons", "type tons"},
            {"CREATE SEQUENCE numbers", "DROP SEQUENCE numbers", "sequence numbers"},
            {"CREATE PUBLICATION changes FOR TABLE public.trucks", "DROP PUBLICATION changes", "publication changes"},
            {
                "CREATE STATISTICS pairs ON id, region FROM public.trucks",
                "DROP STATISTICS pairs",
                "statistics object pairs"
            },
            {"CREATE COLLATION mine FROM \"C\"", "DROP COLLATION mine", "collation mine"},
            {"CREATE FOREIGN DATA WRAPPER far", "DROP FOREIGN DATA WRAPPER far", "foreign-data wrapper far"},
            {
                "CREATE TEXT SEARCH CONFIGURATION words (COPY = simple)",
                "DROP TEXT SEARCH CONFIGURATION words",
                "text search configuration words"
            },
            {
                "ALTER DEFAULT PRIVILEGES FOR ROLE application GRANT SELECT ON TABLES TO PUBLIC",
                "ALTER DEFAULT PRIVILEGES FOR ROLE application REVOKE SELECT ON TABLES FROM PUBLIC",
                "default privileges"
            },
        };
        for (String[] kind : kinds) {
            all.add(in(FLEET, kind[0], kind[1], kind[2]));
        }
    }

    private static void ourTables(List<Refusal> all) {
        all.add(in(
                FLEET,
                "ALTER TABLE trucks RENAME TO aside; CREATE TABLE trucks AS SELECT generate_series(1, 500) AS id",
                "DROP TABLE trucks; ALTER TABLE aside RENAME TO trucks",
                "table trucks"));
        String[][] changes = {
            {"ALTER TABLE trucks ADD COLUMN driver text", "ALTER TABLE trucks DROP COLUMN driver"},
            {"CREATE INDEX mine ON trucks (region)", "DROP INDEX mine"},
            {"ALTER TABLE trucks ADD CONSTRAINT positive CHECK (id > 0)", "ALTER TABLE trucks DROP CONSTRAINT positive"
            },
            {"GRANT DELETE ON trucks TO PUBLIC", "REVOKE DELETE ON trucks FROM PUBLIC"},
            {"ALTER TABLE trucks ENABLE ROW LEVEL SECURITY", "ALTER TABLE trucks DISABLE ROW LEVEL SECURITY"},
            {"CREATE POLICY all_of_them ON trucks", "DROP POLICY all_of_them ON trucks"},
            {"CREATE RULE nothing AS ON DELETE TO trucks DO INSTEAD NOTHING", "DROP RULE nothing ON trucks"},
            {
                "CREATE TRIGGER same BEFORE UPDATE ON trucks FOR EACH ROW"
                        + " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                "DROP TRIGGER same ON trucks"
            },
            {"ALTER TABLE trucks ALTER version SET DEFAULT 7", "ALTER TABLE trucks ALTER version SET DEFAULT 0"},
            {"COMMENT ON COLUMN trucks.route IS 'mine'", "COMMENT ON COLUMN trucks.route IS NULL"},
        };
        for (String[] change : changes) {
            all.add(in(
                    FLEET, change[0], change[1], "table trucks (its columns, keys, triggers or rights were changed"));
        }
    }

    /** Of what a session of the service would begin with. */
    static Stream<Refusal> ofSettings() {
        String[][] settings = {
            {"ROLE application", "statement_timeout", "'5s'"},
            {"ROLE application", "log_min_messages", "fatal"},
            {"ROLE application IN DATABASE fleet", "default_transaction_isolation", "serializable"},
            {"DATABASE fleet", "lock_timeout", "'1s'"},
            {"DATABASE fleet", "synchronous_commit", "off"},
            {"ROLE ALL", "work_mem", "'1MB'"},
            {"ROLE observer", "search_path", "billing"},
            {"ROLE observer IN DATABASE fleet", "search_path", "billing"},
            {"DATABASE postgres", "synchronous_commit", "off"},
        };
        return Stream.of(settings)
                .map(each -> in(
                        POSTGRES,
                        "ALTER " + each[0] + " SET " + each[1] + " = " + each[2],
                        "ALTER " + each[0] + " RESET " + each[1],
                        each[1] + ": expected none by role or database, found ALTER " + each[0]));
    }

    /** Of a database {@code fleet} that nobody marked, and that has no tables. */
    static Stream<Refusal> ofAnUnmarkedFleet() {
        String notMade = "its database fleet was not made by Gridlock, and ";
        String notFresh = notMade + "is not as a fresh one is";
        String[][] kinds = {
            {
                "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "DROP FUNCTION one()",
                notMade + "has function"
            },
            {"CREATE TYPE state AS ENUM ('new')", "DROP TYPE state", notMade + "has type state"},
            {"CREATE SCHEMA billing", "DROP SCHEMA billing", notMade + "has schema billing"},
            {"CREATE TABLE trucks ()", "DROP TABLE trucks", notMade + "has table trucks"},
            {"SELECT lo_create(77777)", "SELECT lo_unlink(77777)", notMade + "has large object"},
            {
                "COMMENT ON DATABASE fleet IS 'of the year 2027'",
                "COMMENT ON DATABASE fleet IS NULL",
                notMade + "has the comment \"of the year 2027\""
            },
            {
                "COMMENT ON SCHEMA public IS 'of billing'",
                "COMMENT ON SCHEMA public IS 'standard public schema'",
                notFresh
            },
            {
                "COMMENT ON EXTENSION plpgsql IS 'of billing'",
                "COMMENT ON EXTENSION plpgsql IS 'PL/pgSQL procedural language'",
                notFresh
            },
            {"GRANT CREATE ON SCHEMA public TO PUBLIC", "REVOKE CREATE ON SCHEMA public FROM PUBLIC", notFresh},
        };
        return Stream.of(kinds).map(kind -> in(FLEET, kind[0], kind[1], kind[2]));
    }
}
