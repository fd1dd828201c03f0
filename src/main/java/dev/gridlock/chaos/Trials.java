package dev.gridlock.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tries of several connections at once. */
record Trials(List<Trial> all) {

    static final Trials NONE = new Trials(List.of());

    Trials {
        all = List.copyOf(all);
    }

    /** Tries so many connections at the same time; ends when the last has, which each does by its own deadline. */
    static Trials of(int connections, Callable<Trial> connection) throws InterruptedException {
        return of(connections, connections, connection);
    }

    /** Tries so many connections, at most so many of them at the same time. */
    static Trials of(int connections, int atOnce, Callable<Trial> connection) throws InterruptedException {
        List<Trial> trials = new ArrayList<>(connections);
        ThreadFactory threads = Thread.ofVirtual().name("probe-", 1).factory();
        try (ExecutorService probes = Executors.newFixedThreadPool(Math.min(connections, atOnce), threads)) {
            List<Future<Trial>> started = new ArrayList<>(connections);
            for (int n = 0; n < connections; n++) {
                started.add(probes.submit(connection));
            }
            for (Future<Trial> trial : started) {
                try {
                    trials.add(trial.get());
                } catch (ExecutionException e) {
                    trials.add(new Trial(Trial.Ending.REFUSED, Duration.ZERO, 0, String.valueOf(e.getCause())));
                } catch (InterruptedException e) {
                    probes.shutdownNow();
                    throw e;
                }
            }
        }
        return new Trials(trials);
    }

    /** These and those. */
    Trials and(Trials more) {
        return new Trials(Stream.concat(all.stream(), more.all.stream()).toList());
    }

    int size() {
        return all.size();
    }

    /** Middle time of those that were answered; zero when none was. */
    Duration median() {
        List<Duration> times = all.stream()
                .filter(Trial::answered)
                .map(Trial::elapsed)
                .sorted()
                .toList();
        return times.isEmpty() ? Duration.ZERO : times.get(times.size() / 2);
    }

    /** Shortest time of those that were answered; zero when none was. */
    Duration fastest() {
        return all.stream()
                .filter(Trial::answered)
                .map(Trial::elapsed)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Highest rate of those that were answered; zero when none was. */
    double fastestKilobytesPerSecond() {
        return all.stream()
                .filter(Trial::answered)
                .mapToDouble(Trial::kilobytesPerSecond)
                .max()
                .orElse(0);
    }

    boolean allAnswered() {
        return all.stream().allMatch(Trial::answered);
    }

    /** How many ended in which way, e.g. {@code 3 answered, 1 silent}, and the first refusal's reason. */
    String endings() {
        Map<Trial.Ending, Integer> counts = new EnumMap<>(Trial.Ending.class);
        all.forEach(trial -> counts.merge(trial.ending(), 1, Integer::sum));
        String refusal = all.stream()
                .map(Trial::refusal)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .map(reason -> ": " + reason)
                .orElse("");
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", ", "", refusal));
    }
}
