package dev.gridlock.serve.page;

import dev.gridlock.report.figures.Words;
import dev.gridlock.serve.runs.ReportsFolder;
import dev.gridlock.serve.runs.RunEntry;
import dev.gridlock.serve.runs.RunState;
import java.util.List;

/**
 * The list of runs.
 *
 * @param version of the folder that this page shows, as its stream of changes tells it
 * @param goingOn whatever is asked for
 * @param scenarios of all runs, by name
 * @param trends of the scenarios asked for
 * @param shown of this page
 * @param found how many there are of what was asked for
 * @param all how many there are
 */
public record ListPage(
        ListQuery query,
        String version,
        List<RunEntry> goingOn,
        List<String> scenarios,
        List<Trend> trends,
        List<Row> shown,
        int found,
        int all) {

    /** A run with its documents. */
    public record Row(RunEntry run, List<FileLink> documents) {}

    /**
     * Puts it together.
     *
     * @param runs all, newest first
     */
    public static ListPage of(ReportsFolder reports, List<RunEntry> runs, String version, ListQuery query) {
        List<RunEntry> found = query.sorted(runs.stream().filter(query::shows).toList());
        return new ListPage(
                query,
                version,
                runs.stream().filter(run -> run.state() == RunState.GOING_ON).toList(),
                runs.stream().map(RunEntry::scenario).distinct().sorted().toList(),
                Trend.of(runs.stream().filter(query::ofScenario).toList(), query.metric()),
                found.stream()
                        .skip((query.page() - 1L) * ListQuery.PAGE)
                        .limit(ListQuery.PAGE)
                        .map(run ->
                                new Row(run, FileLink.documents(reports.root().resolve(run.path()), run.path())))
                        .toList(),
                found.size(),
                runs.size());
    }

    public int pages() {
        return Math.max(1, (found + ListQuery.PAGE - 1) / ListQuery.PAGE);
    }

    /** {@code 12 runs}, {@code 3 of 12 runs}. */
    public String counted() {
        return found == all ? Words.counted(all, "run") : found + " of " + Words.counted(all, "run");
    }
}
