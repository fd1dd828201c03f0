package dev.gridlock.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a run, and nothing else. */
class FilesTest extends ServedReports {

    private static final String RUN = "smoke/20261125T024033Z-0001";

    @BeforeEach
    void oneRun() throws IOException {
        reports.run("smoke", "20261125T024033Z-0001", "pass", 3000, 370.0);
        reports.write(RUN, "index.html", "<!doctype html><title>the report</title>");
        reports.write(RUN, "logs/service-naive.log", "<script>alert(1)</script> ü");
        reports.write(RUN, "run.duckdb", "not text");
        reports.write(RUN, "junit.xml", "<x xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></x>");
        reports.write(RUN, "gatling/naive/js/gatling.js", "'use strict'");
        reports.write(RUN, ".hidden", "not to be seen");
        Files.writeString(temporary.resolve("secret.txt"), "not to be seen");
        Files.writeString(reports.root().resolve("README.md"), "about runs");
    }

    @ParameterizedTest
    @CsvSource({
        "index.html, text/html; charset=utf-8",
        "logs/service-naive.log, text/plain; charset=utf-8",
        "junit.xml, text/plain; charset=utf-8",
        "run.json, application/json",
        "gatling/naive/js/gatling.js, text/javascript; charset=utf-8",
        "run.duckdb, application/octet-stream"
    })
    void aFileIsSentAsWhatItIs(String name, String type) throws IOException {
        RawHttp.Answer answer = http.get("/runs/" + RUN + "/" + name);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualToIgnoringWhitespace(type);
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.body())
                .isEqualTo(Files.readString(reports.root().resolve(RUN).resolve(name)));
    }

    @Test
    void theRecordingIsSavedNotShown() throws IOException {
        assertThat(http.get("/runs/" + RUN + "/run.duckdb").header("content-disposition"))
                .isEqualTo("attachment");
    }

    @Test
    void headSaysTheSameWithoutTheFile() throws IOException {
        RawHttp.Answer head = http.send("HEAD", "/runs/" + RUN + "/index.html", "127.0.0.1:" + server.port());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-length")).isEqualTo("40");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void aReportsScriptsCanLoadNothing() throws IOException {
        assertThat(http.get("/runs/" + RUN + "/index.html").header("content-security-policy"))
                .contains("default-src 'none'")
                .contains("sandbox allow-scripts")
                .doesNotContain("connect-src")
                .doesNotContain("frame-src")
                .doesNotContain("allow-popups");
    }

    @Test
    void nothingButAPageCanRunAScript() throws IOException {
        assertThat(http.get("/runs/" + RUN + "/logs/service-naive.log").header("content-security-policy"))
                .contains("sandbox")
                .doesNotContain("allow-scripts")
                .doesNotContain("script-src");
    }

    @Test
    void theServersOwnPagesHaveNoInlineScriptOrStyle() throws IOException {
        for (String address : new String[] {"/", "/runs/" + RUN, "/runs/" + RUN + "/logs/"}) {
            RawHttp.Answer page = http.get(address);
            assertThat(page.header("content-security-policy")).doesNotContain("unsafe");
            assertThat(page.body()).doesNotContainPattern("<script(?![^>]* src=)|<style|style=\"| on[a-z]+=");
        }
    }

    @Test
    void foldersOfARunAreListed() throws IOException {
        assertThat(http.get("/runs/" + RUN).body())
                .contains("/runs/" + RUN + "/logs/")
                .contains("the report, one page")
                .doesNotContain(".hidden");
        assertThat(http.get("/runs/" + RUN + "/logs/").body()).contains("/runs/" + RUN + "/logs/service-naive.log");
    }

    @Test
    void latestLeadsToTheRunItPointsAt() throws IOException {
        Files.createSymbolicLink(reports.root().resolve("latest"), Path.of(RUN));
        RawHttp.Answer answer = http.get("/runs/latest/index.html");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location")).endsWith("/runs/" + RUN + "/index.html");
        assertThat(http.get("/").body()).contains("1 run<").doesNotContain("/runs/latest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/runs/../secret.txt",
                "/runs/%2e%2e/secret.txt",
                "/runs/..%2fsecret.txt",
                "/runs/%2e%2e%2fsecret.txt",
                "/runs/%252e%252e/secret.txt",
                "/runs/..%5csecret.txt",
                "/runs/..;/secret.txt",
                "/runs/smoke/..;x=1/..;x=1/secret.txt",
                "/runs/smoke/../../secret.txt",
                "/runs/smoke/%2e%2e/%2e%2e/secret.txt",
                "/runs//etc/passwd",
                "/runs/%2fetc%2fpasswd",
                "/runs/smoke%00/secret.txt",
                "/runs/.hidden",
                "/runs/smoke/20261125T024033Z-0001/.hidden",
                "/runs/smoke/20261125T024033Z-0001/./.hidden",
                "/../secret.txt",
                "/assets/../secret.txt",
                "/assets/%2e%2e/secret.txt",
                "/events/../secret.txt",
                "/runs/%",
                "/runs/%ff%fe",
                "/runs/"
            })
    void nothingOutsideIsServed(String target) throws IOException {
        RawHttp.Answer answer = http.get(target);
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("not to be seen").doesNotContain("root:");
    }

    @Test
    void aLinkThatLeadsOutIsNotFollowed() throws IOException {
        Path run = reports.root().resolve(RUN);
        Files.createSymbolicLink(run.resolve("logs/out.log"), temporary.resolve("secret.txt"));
        Files.createSymbolicLink(run.resolve("out"), temporary);
        Files.createSymbolicLink(reports.root().resolve("latest"), temporary);
        assertThat(http.get("/runs/" + RUN + "/logs/out.log").status()).isEqualTo(404);
        assertThat(http.get("/runs/" + RUN + "/out/secret.txt").status()).isEqualTo(404);
        assertThat(http.get("/runs/latest/secret.txt").status()).isEqualTo(404);
        assertThat(http.get("/runs/" + RUN).body()).doesNotContain("/out");
    }

    @Test
    void aRunJsonThatIsALinkIsNotRead() throws IOException {
        Path real = reports.write("other/20261125T024033Z-0009", "scenario.yml", "name: other");
        Files.writeString(
                temporary.resolve("run.json"), Files.readString(reports.root().resolve(RUN + "/run.json")));
        Files.createSymbolicLink(real.resolve("run.json"), temporary.resolve("run.json"));
        assertThat(http.get("/?scenario=other").body()).contains("it has no run.json");
    }

    @Test
    void whatIsNotThereIsSaidInPlainWords() throws IOException {
        RawHttp.Answer answer = http.get("/runs/smoke/nothing");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("no such thing in the reports folder");
        assertThat(http.get("/nothing").status()).isEqualTo(404);
    }
}
