package dev.gridlock.report.business;

import dev.gridlock.report.figures.Quantity;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.report.figures.Words;
import dev.gridlock.verdict.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What was claimed and what was true, in words that need no explanation.
 *
 * @param title the whole run in a sentence or two
 * @param rows a row a service
 * @param sentences what happened to the work of the original service
 */
public record Finding(String title, List<Row> rows, List<String> sentences) {

    /** Headings of the figures of a {@link Row}. */
    public static final List<String> COLUMNS =
            List.of("trucks asked for", "it said “success” for", "right in the database", "all done within");

    /**
     * A service and its figures, one for each of {@link #COLUMNS}.
     *
     * @param good whether every truck is right; an unmeasured one is not
     */
    public record Row(String service, List<String> figures, boolean good) {}

    public Finding {
        rows = List.copyOf(rows);
        sentences = List.copyOf(sentences);
    }

    /** Of a run. */
    public static Finding of(RunFigures run) {
        Services services = Services.of(run);
        List<TargetFigures> targets = services.present();
        List<String> title = new ArrayList<>();
        if (targets.stream().allMatch(target -> target.value("verified") == null)) {
            title.add("This run was not recorded far enough to say what the database holds.");
        } else {
            targets.forEach(target -> title.add(sentence(target, title.isEmpty())));
        }
        List<String> sentences = new ArrayList<>(List.of(
                "“Right” means: after the work had ended, every “success” was compared with the database, truck by"
                        + " truck."));
        services.outage().ifPresent(outage -> sentences.addAll(damage(outage)));
        String words = String.join(" ", title);
        return new Finding(
                run.verdict().status() == Status.INCONCLUSIVE ? "Inconclusive: " + small(words) : words,
                targets.stream().map(Finding::row).toList(),
                sentences);
    }

    private static String sentence(TargetFigures target, boolean first) {
        Double trucks = target.value("trucks");
        Double verified = target.value("verified");
        String service = target.kind().equals("naive") ? "the original service" : "the corrected service";
        if (trucks == null || verified == null) {
            return capital(service) + " was not recorded far enough to say what the database holds.";
        }
        boolean all = verified.equals(trucks);
        String got = all ? "all " + target.count("verified") : verified == 0 ? "none" : target.count("verified");
        String within = target.value("completion") == null ? "" : ", in " + target.time("completion");
        return first
                ? "Asked to re-route %s, %s got %s right%s."
                        .formatted(Words.counted(trucks, "truck"), service, got, within)
                : "%s got %s right%s.".formatted(capital(service), got, within);
    }

    private static Row row(TargetFigures target) {
        Double verified = target.value("verified");
        boolean good = verified != null && verified.equals(target.value("trucks"));
        String completion = target.value("completion") != null
                ? target.time("completion")
                : verified == null ? Quantity.NOT_MEASURED : "never";
        return new Row(
                capital(Services.named(target)),
                List.of(target.count("trucks"), target.count("acknowledged"), target.count("verified"), completion),
                good);
    }

    /** Each with its explanation: nobody has to know the word. */
    private static List<String> damage(TargetFigures target) {
        List<String> found = new ArrayList<>();
        if (target.any("zombie_writes")) {
            found.add(counted(target, "zombie_writes", "truck")
                    + " changed after the caller had been told that the call" + " had failed.");
        }
        if (target.any("lost_updates")) {
            found.add(
                    counted(target, "lost_updates", "change")
                            + " that it had called a success, overwritten by other trucks at work at the same time (lost updates).");
        }
        if (target.any("deadlocks")) {
            found.add(
                    counted(target, "deadlocks", "time")
                            + " two pieces of work each held what the other needed, and the database had to end one (deadlock).");
        }
        if (target.any("pool.timeouts")) {
            found.add(counted(target, "pool.timeouts", "piece") + " of work gave up waiting in line for the database.");
        }
        return found;
    }

    private static String counted(TargetFigures target, String metric, String noun) {
        return Words.counted(Objects.requireNonNull(target.value(metric)), noun);
    }

    private static String small(String text) {
        return text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1);
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }
}
