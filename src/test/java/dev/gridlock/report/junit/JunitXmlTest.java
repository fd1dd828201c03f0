package dev.gridlock.report.junit;

import static dev.gridlock.report.MadeRun.gate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.report.MadeRun;
import dev.gridlock.scenario.GateSpec;
import dev.gridlock.verdict.GateResult;
import dev.gridlock.verdict.Status;
import dev.gridlock.verdict.Verdict;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JunitXmlTest {

    private static Element suites(Verdict verdict) throws Exception {
        try (MadeRun run = MadeRun.plausible().judged(verdict)) {
            return suites(run);
        }
    }

    private static Element suites(MadeRun run) throws Exception {
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitXml.render(run.figures()))));
        return document.getDocumentElement();
    }

    private static Element only(Element parent, String name) {
        assertThat(parent.getElementsByTagName(name).getLength()).as(name).isEqualTo(1);
        return (Element) parent.getElementsByTagName(name).item(0);
    }

    @Test
    void aFailedGateIsAFailureWithItsEvidence() throws Exception {
        Element suites = suites(new Verdict(
                Status.PASS,
                List.of(),
                List.of(gate("bounded", "deadlocks", "deadlocks == 0", 3.0, false, "found 3"))));
        Element failure = only(suites, "failure");
        assertThat(failure.getAttribute("message")).isEqualTo("found 3");
        assertThat(failure.getTextContent()).isEqualTo("""
                        found 3
                        deadlocks: deadlocks of the target: the most that its errors, the server's count or the server's \
                        log has, without those whose victim was a stranger; 0 only where all three say so
                        value: 3.0 count
                        run.duckdb: SELECT target, own AS value FROM deadlock_witnesses""");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("deadlocks == 0");
        assertThat(suites.getAttribute("failures")).isEqualTo("1");
        assertThat(suites.getAttribute("tests")).isEqualTo("2");
    }

    @Test
    void whatWasNotMeasuredIsSkippedNeverPassed() throws Exception {
        Element suites = suites(new Verdict(
                Status.PASS,
                List.of(),
                List.of(gate("bounded", "deadlocks", "deadlocks == 0", null, false, "not measured"))));
        assertThat(only(suites, "skipped").getAttribute("message")).isEqualTo("inconclusive: not measured");
        assertThat(suites.getAttribute("failures")).isEqualTo("0");
        assertThat(suites.getAttribute("skipped")).isEqualTo("1");
    }

    @Test
    void anOutageThatDidNotReproduceIsSkipped() throws Exception {
        Element suites = suites(new Verdict(
                Status.INCONCLUSIVE,
                List.of("the outage did not reproduce"),
                List.of(MadeRun.expectation("naive", "deadlocks", "deadlocks > 0", 0.0, false, "found 0"))));
        assertThat(suites.getAttribute("skipped")).isEqualTo("2");
        assertThat(suites.getAttribute("failures")).isEqualTo("0");
    }

    @Test
    void aFailedVerdictIsAFailureEvenWithoutAGate() throws Exception {
        Element suites = suites(new Verdict(Status.FAIL, List.of("first reason", "second"), List.of()));
        assertThat(only(suites, "failure").getTextContent()).isEqualTo("first reason\nsecond");
    }

    @Test
    void anAdvisoryGateThatDoesNotHoldIsSkippedNeverFailed() throws Exception {
        GateResult advisory = new GateResult(
                "bounded",
                "completion",
                "advisory completion <= 3s",
                GateSpec.Kind.ADVISORY,
                new GateSpec.Place("scenarios/made.yml", 12),
                4_000.0,
                null,
                false,
                Status.FAIL,
                "completion is 4.00 s");
        Element suites = suites(new Verdict(Status.PASS, List.of(), List.of(advisory)));
        Element skipped = only(suites, "skipped");
        assertThat(skipped.getAttribute("message")).isEqualTo("advisory: completion is 4.00 s");
        assertThat(skipped.getTextContent()).contains("value: 4000.0 milliseconds", "gate: line 12 of the scenario");
        assertThat(suites.getAttribute("failures")).isEqualTo("0");
    }

    @Test
    void everySuiteSaysTheSeedAndWhatOfEachTargetWasVerified() throws Exception {
        try (MadeRun run = MadeRun.plausible()
                .metric("naive", "verified", 17.0)
                .metric("naive", "acknowledged", 18.0)
                .metric("bounded", "verified", 49_999.0)) {
            assertThat(properties(run))
                    .isNotEmpty()
                    .allSatisfy(properties -> assertThat(properties)
                            .containsExactly("seed=20261124", "naive.verified=17", "bounded.verified=49,999"));
        }
        try (MadeRun run = MadeRun.plausible().metric("naive", "verified", null)) {
            assertThat(properties(run).getFirst()).contains("naive.verified=–");
        }
    }

    /** Name and value of each, by suite. */
    private static List<List<String>> properties(MadeRun run) throws Exception {
        NodeList suites = suites(run).getElementsByTagName("testsuite");
        List<List<String>> bySuite = new ArrayList<>();
        for (int suite = 0; suite < suites.getLength(); suite++) {
            NodeList properties = ((Element) suites.item(suite)).getElementsByTagName("property");
            List<String> written = new ArrayList<>();
            for (int n = 0; n < properties.getLength(); n++) {
                Element property = (Element) properties.item(n);
                written.add(property.getAttribute("name") + "=" + property.getAttribute("value"));
            }
            bySuite.add(written);
        }
        return bySuite;
    }

    @Test
    void everyKindOfResultIsValidJunit() throws Exception {
        Validator validator = SchemaFactory.newDefaultInstance()
                .newSchema(Objects.requireNonNull(JunitXmlTest.class.getResource("junit.xsd")))
                .newValidator();
        for (Status status : Status.values()) {
            Verdict verdict = new Verdict(
                    status,
                    List.of("a reason", "another"),
                    List.of(
                            gate("bounded", "deadlocks", "deadlocks == 0", 3.0, false, "found 3"),
                            gate("bounded", "errors", "errors == 0", null, false, "not measured"),
                            gate("bounded", "latency.p99", "latency.p99 <= 3s", 5.0, true, "5.00 ms"),
                            MadeRun.expectation("naive", "deadlocks", "deadlocks > 0", 0.0, false, "found 0")));
            try (MadeRun run = MadeRun.plausible().judged(verdict)) {
                validator.validate(new StreamSource(new StringReader(JunitXml.render(run.figures()))));
            }
        }
        try (MadeRun run = MadeRun.empty().judged(new Verdict(Status.INCONCLUSIVE, List.of(), List.of()))) {
            String xml = JunitXml.render(run.figures());
            validator.validate(new StreamSource(new StringReader(xml)));
            assertThatThrownBy(() -> validator.validate(
                            new StreamSource(new StringReader(xml.replace("testcase ", "tsetcase ")))))
                    .isInstanceOf(SAXException.class);
        }
    }

    @Test
    void noMessageCanBreakTheXml() throws Exception {
        String hostile = "]]> <b a=\"1\">&amp; \u0000\u0007\uFFFF 🚚 ü";
        Element suites = suites(new Verdict(
                Status.FAIL, List.of(hostile), List.of(gate("b\"<ü", "x", "x <= \"1\"", 3.0, false, hostile))));
        assertThat(((Element) suites.getElementsByTagName("failure").item(0)).getTextContent())
                .isEqualTo("]]> <b a=\"1\">&amp; \\u0000\\u0007\uFFFD 🚚 ü");
    }
}
