package dev.gridlock.verdict;

/** Why a run cannot be trusted wholly, even if every gate holds. */
sealed interface Doubt {

    /** One sentence: what was expected, what was found. */
    String reason();

    /** Whether it is about this target. */
    boolean about(String target);

    /** Something was not measured, not finished or not proven. What was seen to go wrong did go wrong all the same. */
    record NotShown(Scope scope, String reason) implements Doubt {
        @Override
        public boolean about(String target) {
            return scope.covers(target);
        }
    }

    /** Somebody else wrote to the database: figures that come from its rows prove nothing about the target. */
    record RowsDisturbed(Scope scope, String reason) implements Doubt {
        @Override
        public boolean about(String target) {
            return scope.covers(target);
        }
    }

    /** A target's journal is not as the write-ahead log: it proves nothing. A target that failed a gate failed it whatever it journaled. */
    record JournalDiffers(Scope scope, String reason) implements Doubt {
        @Override
        public boolean about(String target) {
            return scope.covers(target);
        }
    }

    /** What it is about. */
    sealed interface Scope {
        boolean covers(String target);
    }

    /** The whole run. */
    record WholeRun() implements Scope {
        @Override
        public boolean covers(String target) {
            return true;
        }
    }

    /** One target. */
    record OneTarget(String name) implements Scope {
        @Override
        public boolean covers(String target) {
            return name.equals(target);
        }
    }
}
