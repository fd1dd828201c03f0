package dev.gridlock.report.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run found, in plain words: what was claimed beside what the database says. */
public final class Headline {

    private Headline() {}

    /**
     * One large figure.
     *
     * @param label what it is, above it
     * @param detail where it stands, below it
     */
    public record Figure(String label, String value, String detail, Tone tone) {}

    /** How a figure is to be read. */
    public enum Tone {
        GOOD,
        BAD,
        PLAIN
    }

    /** The finding in one line: claimed and verified, of the first naive and the first bounded target. */
    public static String title(RunFigures run) {
        return Stream.of(outage(run), correction(run))
                .distinct()
                .map(Headline::claimedAndVerified)
                .collect(Collectors.joining(" "));
    }

    /** A sentence or two for each target. */
    public static List<String> sentences(RunFigures run) {
        return run.targets().stream().map(Headline::sentence).toList();
    }

    /** Five large figures: of the first naive and the first bounded target, or of the only one. */
    public static List<Figure> figures(RunFigures run) {
        TargetFigures first = outage(run);
        TargetFigures second = correction(run);
        if (first.equals(second)) {
            return List.of(claimed(first), verified(first), lost(first), deadlocks(List.of(first)), completion(first));
        }
        return List.of(
                claimed(first), verified(first), deadlocks(List.of(first, second)), claimed(second), verified(second));
    }

    private static TargetFigures outage(RunFigures run) {
        return run.first("naive").orElse(run.targets().getFirst());
    }

    private static TargetFigures correction(RunFigures run) {
        return run.first("bounded").orElse(run.targets().getLast());
    }

    private static String claimedAndVerified(TargetFigures target) {
        if (target.value("acknowledged") == null && target.value("verified") == null) {
            return target.name() + ": not measured.";
        }
        return "%s: %s claimed, %s verified%s."
                .formatted(
                        target.name(),
                        measured(target.count("acknowledged")),
                        measured(target.count("verified")),
                        target.value("completion") == null ? "" : " in " + target.time("completion"));
    }

    private static String sentence(TargetFigures target) {
        Double acknowledged = target.value("acknowledged");
        Double verified = target.value("verified");
        if (acknowledged == null || verified == null) {
            return target.name() + " was not recorded far enough to say what it claimed or what the database holds.";
        }
        String claim = "%s said “success” for %s."
                .formatted(
                        target.name(),
                        acknowledged == 0 ? "no truck at all" : target.count("acknowledged") + of(target));
        String held = acknowledged == 0
                ? ""
                : acknowledged.equals(verified)
                        ? " The database holds every one of them."
                        : " The database holds " + (verified == 0 ? "none" : "only " + target.count("verified"))
                                + " of them whole.";
        return claim + held + damage(target) + time(target);
    }

    private static String of(TargetFigures target) {
        Double trucks = target.value("trucks");
        return trucks == null ? " trucks" : " of " + Words.counted(trucks, "truck");
    }

    private static String damage(TargetFigures target) {
        List<String> damage = new ArrayList<>();
        if (target.any("lost_updates")) {
            damage.add(Words.counted(Objects.requireNonNull(target.value("lost_updates")), "lost update"));
        }
        if (target.any("torn_writes")) {
            damage.add(Words.counted(Objects.requireNonNull(target.value("torn_writes")), "torn write"));
        }
        if (target.any("zombie_writes")) {
            damage.add(Words.counted(Objects.requireNonNull(target.value("zombie_writes")), "write")
                    + " after the caller had been told of failure");
        }
        if (target.any("deadlocks")) {
            damage.add(Words.counted(Objects.requireNonNull(target.value("deadlocks")), "deadlock"));
        }
        return damage.isEmpty() ? "" : " Found: " + Words.list(damage) + ".";
    }

    private static String time(TargetFigures target) {
        return target.value("completion") == null
                ? ""
                : " The whole plan was durable and correct " + target.time("completion") + " after the first request.";
    }

    private static Figure claimed(TargetFigures target) {
        return new Figure(target.name() + " said “success”", target.count("acknowledged"), planned(target), Tone.PLAIN);
    }

    private static Figure verified(TargetFigures target) {
        Double verified = target.value("verified");
        boolean whole = verified != null && verified.equals(target.value("trucks"));
        String detail = verified == null
                ? "not measured"
                : target.value("completion") == null ? "by the audit" : "in " + target.time("completion");
        return new Figure(target.name() + " verified", target.count("verified"), detail, tone(verified == null, whole));
    }

    private static Figure lost(TargetFigures target) {
        Double lost = target.value("lost_updates");
        return new Figure(
                "lost updates",
                target.count("lost_updates"),
                lost == null ? "not measured" : "acknowledged, not in the database",
                tone(lost == null, !target.any("lost_updates")));
    }

    private static Figure completion(TargetFigures target) {
        boolean never = target.value("completion") == null;
        return new Figure(
                "completion",
                never ? "never" : target.time("completion"),
                never ? "not all trucks were verified" : "first request to last truck verified",
                tone(target.value("verified") == null, !never));
    }

    private static Figure deadlocks(List<TargetFigures> targets) {
        String value = targets.stream().map(target -> target.count("deadlocks")).collect(Collectors.joining(" / "));
        String names = targets.stream().map(TargetFigures::name).collect(Collectors.joining(" / "));
        boolean unknown = targets.stream().anyMatch(target -> target.value("deadlocks") == null);
        boolean none = targets.stream().noneMatch(target -> target.any("deadlocks"));
        return new Figure("deadlocks", value, names, none ? tone(unknown, true) : Tone.BAD);
    }

    private static String planned(TargetFigures target) {
        Double trucks = target.value("trucks");
        return trucks == null ? "not measured" : "of " + Words.counted(trucks, "truck");
    }

    private static Tone tone(boolean unknown, boolean good) {
        return unknown ? Tone.PLAIN : good ? Tone.GOOD : Tone.BAD;
    }

    private static String measured(String count) {
        return count.equals(Quantity.NOT_MEASURED) ? "not measured" : count;
    }
}
