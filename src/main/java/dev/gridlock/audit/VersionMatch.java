package dev.gridlock.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which version of a segment's row, as the log of changes has it, holds which increment, as the service has it. */
final class VersionMatch {

    private final Map<Integer, List<SegmentVersion>> segments;
    private final Map<Integer, Map<Long, List<SegmentVersion>>> byValue = new HashMap<>();
    private final Map<Long, Map<Integer, List<SegmentVersion>>> byTransaction = new HashMap<>();
    private final Map<ClaimedIncrement, SegmentVersion> versionOf = new IdentityHashMap<>();

    private VersionMatch(Map<Integer, List<SegmentVersion>> segments) {
        this.segments = segments;
        segments.forEach((segment, versions) -> versions.forEach(version -> {
            byValue.computeIfAbsent(segment, _ -> new HashMap<>())
                    .computeIfAbsent(version.after(), _ -> new ArrayList<>(1))
                    .add(version);
            byTransaction
                    .computeIfAbsent(version.xid(), _ -> new HashMap<>())
                    .computeIfAbsent(segment, _ -> new ArrayList<>(1))
                    .add(version);
        }));
    }

    /**
     * Finds the version that holds each increment, in the order in which the service knew of them: those first of which it knows that they
     * were committed. First among the versions that were committed between its being sent and its being known; what is left then, among
     * later ones, as a service that gave up is told of no commit; and then among all, as no clock is a reason to call a write lost.
     */
    static Map<ClaimedIncrement, SegmentVersion> of(
            Map<Integer, List<SegmentVersion>> segments, List<ClaimedIncrement> increments) {
        VersionMatch match = new VersionMatch(segments);
        match.match(increments);
        return match.versionOf;
    }

    private void match(List<ClaimedIncrement> increments) {
        Map<String, Map<Integer, List<ClaimedIncrement>>> units = new LinkedHashMap<>();
        for (ClaimedIncrement increment : increments) {
            units.computeIfAbsent(increment.unit(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(increment.segment(), _ -> new ArrayList<>(1))
                    .add(increment);
        }
        // A batch adds what its trucks add to a segment at once, so the greatest of its values is the one in the log.
        units.values()
                .forEach(unit -> unit.values()
                        .forEach(ofOne -> ofOne.sort(Comparator.comparingLong(ClaimedIncrement::value)
                                .reversed())));
        units.values().forEach(unit -> match(unit, SegmentVersion::isInTimeFor));
        units.values().forEach(unit -> match(unit, SegmentVersion::isAfterItWasSent));
        units.values().forEach(unit -> match(unit, (_, _) -> true));
        for (List<SegmentVersion> versions : segments.values()) {
            long next = Long.MAX_VALUE;
            for (SegmentVersion version : versions.reversed()) {
                version.seenBefore(next);
                next = version.committedNanos();
            }
        }
    }

    /**
     * What one transaction wrote on all its segments is looked for as that, and only where no transaction has all of it, segment by
     * segment.
     */
    private void match(Map<Integer, List<ClaimedIncrement>> unit, BiPredicate<SegmentVersion, ClaimedIncrement> may) {
        if (unit.values().stream().flatMap(List::stream).allMatch(versionOf::containsKey)) {
            return;
        }
        Long transaction = transaction(unit, may);
        for (List<ClaimedIncrement> ofOne : unit.values()) {
            SegmentVersion version = null;
            for (ClaimedIncrement increment : ofOne) {
                if (versionOf.containsKey(increment)) {
                    continue;
                }
                if (version == null || increment.value() <= version.before()) {
                    version = Stream.concat(ofTransaction(transaction, increment), ofItsValue(increment))
                            .filter(free -> may.test(free, increment))
                            .findFirst()
                            .orElse(null);
                }
                if (version != null) {
                    version.increments().add(increment);
                    versionOf.put(increment, version);
                }
            }
        }
    }

    /** The transaction that holds the greatest value of each segment. */
    private @Nullable Long transaction(
            Map<Integer, List<ClaimedIncrement>> unit, BiPredicate<SegmentVersion, ClaimedIncrement> may) {
        ClaimedIncrement first = unit.values().iterator().next().getFirst();
        return ofItsValue(first)
                .filter(version -> may.test(version, first))
                .map(version -> version.xid())
                .filter(xid -> unit.values().stream()
                        .map(List::getFirst)
                        .allMatch(increment ->
                                ofTransaction(xid, increment).findAny().isPresent()))
                .findFirst()
                .orElse(null);
    }

    private Stream<SegmentVersion> ofTransaction(@Nullable Long xid, ClaimedIncrement increment) {
        return xid == null
                ? Stream.empty()
                : byTransaction.getOrDefault(xid, Map.of()).getOrDefault(increment.segment(), List.of()).stream()
                        .filter(version -> version.mayHold(increment));
    }

    private Stream<SegmentVersion> ofItsValue(ClaimedIncrement increment) {
        return byValue.getOrDefault(increment.segment(), Map.of()).getOrDefault(increment.value(), List.of()).stream()
                .filter(version -> version.mayHold(increment));
    }
}
