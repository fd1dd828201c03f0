package dev.gridlock.report.figures;

/** Plain names of the SQLSTATEs that a run meets (PostgreSQL manual, appendix A). */
public final class SqlState {

    private SqlState() {}

    /** Its code and name, e.g. {@code 40P01 deadlock detected}; the code alone where it has no name here. */
    public static String named(String code) {
        String name = switch (code) {
            case "POOL_TIMEOUT" -> "";
            case "40P01" -> "deadlock detected";
            case "40001" -> "serialization failure";
            case "55P03" -> "lock not available";
            case "57014" -> "query canceled";
            case "57P01" -> "admin shutdown";
            case "57P03" -> "cannot connect now";
            case "53300" -> "too many connections";
            case "08000", "08003" -> "connection exception";
            case "08001" -> "cannot connect";
            case "08006" -> "connection failure";
            case "08P01" -> "protocol violation";
            default -> "";
        };
        return name.isEmpty() ? code : code + " " + name;
    }
}
