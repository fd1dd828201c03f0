package dev.gridlock.serve;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server over a reports folder of its own, on a free port, for each test. */
abstract class ServedReports {

    @TempDir
    Path temporary = Path.of("");

    MadeReports reports = new MadeReports(Path.of(""));
    ReportsServer server;
    RawHttp http = new RawHttp(0);

    @BeforeEach
    void serve() throws Exception {
        reports = new MadeReports(Files.createDirectories(temporary.resolve("reports")));
        server = ReportsServer.start(reports.root(), 0);
        http = new RawHttp(server.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
