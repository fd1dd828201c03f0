package dev.gridlock.chaos;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The rows of {@code faults.csv}, as far as they are written. */
record FaultRows(Path raw) {

    List<CSVRecord> all() throws IOException {
        try (Reader in = Files.newBufferedReader(raw.resolve("faults.csv"))) {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(in)
                    .getRecords();
        }
    }

    /** The first of a phase, e.g. {@code proof}. */
    CSVRecord of(String phase) throws IOException {
        return all().stream()
                .filter(row -> row.get("phase").equals(phase))
                .findFirst()
                .orElseThrow();
    }

    List<String> phases() throws IOException {
        return all().stream().map(row -> row.get("phase")).toList();
    }
}
