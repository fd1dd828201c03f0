package dev.gridlock.report.deadlock;

import java.util.List;

/**
 * Who played in a cycle.
 *
 * @param actors in the order of the cycle, the victim first
 * @param fits how many ways the journal's trucks can close this cycle; the first is shown. 0: none was found
 * @param all false: the search was ended before all ways were tried
 */
public record Cast(List<Actor> actors, int fits, boolean all) {

    public Cast {
        actors = List.copyOf(actors);
    }
}
