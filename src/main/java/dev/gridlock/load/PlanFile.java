package dev.gridlock.load;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A plan as a file, one call a line, for the injector's JVM: {@code number kind region intended_ns ids…}. */
final class PlanFile {

    private static final String SEVERAL = "-";

    private PlanFile() {}

    static void write(LoadPlan plan, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (PlannedCall call : plan.calls()) {
                String region = call.region().isPresent() ? "" + call.region().getAsInt() : SEVERAL;
                out.write(call.number() + " " + call.kind().word() + " " + region + " "
                        + call.intended().toNanos() + " ");
                out.write(call.truckIds().stream().map(String::valueOf).collect(Collectors.joining(",")));
                out.newLine();
            }
        }
    }

    static LoadPlan read(Path file) throws IOException {
        List<PlannedCall> calls = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 5);
                OptionalInt region =
                        words[2].equals(SEVERAL) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(words[2]));
                List<Integer> trucks =
                        Arrays.stream(words[4].split(",")).map(Integer::valueOf).toList();
                calls.add(new PlannedCall(
                        Integer.parseInt(words[0]),
                        PlannedCall.Kind.of(words[1]),
                        region,
                        trucks,
                        Duration.ofNanos(Long.parseLong(words[3]))));
            }
        }
        return new LoadPlan(calls);
    }
}
