package dev.gridlock.recording;

import java.nio.file.Path;

/** Another process that has a recording open until its standard input ends. */
final class HoldsRecording {

    private HoldsRecording() {}

    public static void main(String[] args) throws Exception {
        try (Recording recording = Recording.open(Path.of(args[0]))) {
            recording.putRun("held", "true");
            System.out.println("open");
            while (System.in.read() >= 0) {
                // held until our parent ends
            }
        }
    }
}
