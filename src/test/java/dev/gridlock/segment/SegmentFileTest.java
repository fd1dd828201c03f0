package dev.gridlock.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentFileTest {

    @Test
    void isReadBackByAnotherCsvReader(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("deep/operations.csv");
        try (SegmentFile file = new SegmentFile(path, List.of("a", "b", "c", "d", "e", "f"))) {
            file.append("x", null, 7, 8L, true, 0.5);
            file.append("say \"no\", twice\r\nnow", new int[] {3, 2}, new long[] {9}, List.of(4, 5), "", List.of());
        }
        try (CSVParser parser = CSVFormat.RFC4180.builder().setHeader().get().parse(Files.newBufferedReader(path))) {
            List<CSVRecord> rows = parser.getRecords();
            assertThat(parser.getHeaderNames()).containsExactly("a", "b", "c", "d", "e", "f");
            assertThat(rows.get(0).toList()).containsExactly("x", "", "7", "8", "true", "0.5");
            assertThat(rows.get(1).toList()).containsExactly("say \"no\", twice\r\nnow", "3;2", "9", "4;5", "", "");
        }
        assertThat(Files.readString(path)).contains("x,,7").endsWith("4;5,\"\",\r\n");
    }
}
