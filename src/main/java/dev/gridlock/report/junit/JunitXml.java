package dev.gridlock.report.junit;

import dev.gridlock.recording.metric.Metrics;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.verdict.GateResult;
import dev.gridlock.verdict.Status;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: a suite a target, a test case a gate, and one more for the verdict.
 *
 * <p>A gate that failed is a failure. What could not be judged (not measured, or an outage that did not reproduce) and an
 * advisory gate that does not hold are skipped: CI systems show them as neither green nor red, and the exit code decides.
 */
public final class JunitXml {

    private final XMLStreamWriter xml;

    private JunitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** The document. */
    public static String render(RunFigures run) {
        SequencedMap<String, List<TestCase>> suites = new LinkedHashMap<>();
        run.targets().forEach(target -> suites.put(target.name(), new ArrayList<>()));
        for (GateResult gate : run.verdict().gates()) {
            suites.computeIfAbsent(gate.target(), name -> new ArrayList<>()).add(gate(gate));
        }
        suites.values().removeIf(List::isEmpty);
        suites.put("run", List.of(verdict(run)));
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            new JunitXml(xml).suites(run, suites);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing XML to memory failed", e);
        }
        return out.append('\n').toString();
    }

    private static TestCase gate(GateResult gate) {
        TestCase.Outcome outcome = gate.warns() ? TestCase.Outcome.SKIPPED : outcome(gate.status());
        String what = gate.warns() ? "advisory: " : outcome == TestCase.Outcome.SKIPPED ? "inconclusive: " : "";
        return new TestCase(gate.title(), outcome, what + gate.message(), evidence(gate));
    }

    /** What the message is made of, and the query that gives it again. */
    private static String evidence(GateResult gate) {
        List<String> lines = new ArrayList<>(List.of(gate.message()));
        Metrics.definitions().stream()
                .filter(metric -> metric.name().equals(gate.name()))
                .findFirst()
                .ifPresent(metric -> {
                    String unit = metric.unit().name().toLowerCase(Locale.ROOT);
                    lines.add(metric.name() + ": " + metric.meaning());
                    lines.add("value: " + (gate.actual() == null ? "not measured" : gate.actual() + " " + unit));
                    if (metric.leastSamples() > 0) {
                        lines.add("samples: " + (gate.samples() == null ? "none" : gate.samples()) + ", needed: "
                                + metric.leastSamples());
                    }
                    lines.add("run.duckdb: " + metric.source());
                });
        if (gate.place().line() > 0) {
            lines.add("gate: line " + gate.place().line() + " of the scenario");
        }
        return String.join("\n", lines);
    }

    private static TestCase verdict(RunFigures run) {
        TestCase.Outcome outcome = outcome(run.verdict().status());
        String reasons = String.join("\n", run.verdict().reasons());
        String first = reasons.lines().findFirst().orElse("");
        return new TestCase(
                "verdict", outcome, outcome == TestCase.Outcome.SKIPPED ? "inconclusive: " + first : first, reasons);
    }

    private static TestCase.Outcome outcome(Status status) {
        return switch (status) {
            case PASS -> TestCase.Outcome.PASSED;
            case FAIL -> TestCase.Outcome.FAILED;
            case INCONCLUSIVE -> TestCase.Outcome.SKIPPED;
        };
    }

    private void suites(RunFigures run, SequencedMap<String, List<TestCase>> suites) throws XMLStreamException {
        List<TestCase> all = suites.values().stream().flatMap(List::stream).toList();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        attribute("name", "gridlock " + run.scenario().name());
        counts(all);
        for (Map.Entry<String, List<TestCase>> suite : suites.entrySet()) {
            xml.writeCharacters("\n  ");
            xml.writeStartElement("testsuite");
            attribute("name", run.scenario().name() + "." + suite.getKey());
            counts(suite.getValue());
            properties(run);
            for (TestCase test : suite.getValue()) {
                testCase(run, suite.getKey(), test);
            }
            xml.writeCharacters("\n  ");
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void counts(List<TestCase> cases) throws XMLStreamException {
        attribute("tests", Integer.toString(cases.size()));
        attribute("failures", TestCase.count(cases, TestCase.Outcome.FAILED));
        attribute("errors", "0");
        attribute("skipped", TestCase.count(cases, TestCase.Outcome.SKIPPED));
        attribute("time", "0");
    }

    private void properties(RunFigures run) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("properties");
        property("seed", Long.toString(run.scenario().seed()));
        for (TargetFigures target : run.targets()) {
            property(target.name() + ".verified", target.count("verified"));
        }
        xml.writeEndElement();
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    private void testCase(RunFigures run, String suite, TestCase test) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        attribute("classname", "gridlock." + run.scenario().name() + "." + suite);
        attribute("name", test.name());
        attribute("time", "0");
        switch (test.outcome()) {
            case PASSED -> element("system-out", test.evidence());
            case FAILED -> {
                xml.writeStartElement("failure");
                attribute("type", "gate");
                attribute("message", test.message());
                xml.writeCharacters(XmlText.legal(test.evidence()));
                xml.writeEndElement();
            }
            case SKIPPED -> {
                xml.writeStartElement("skipped");
                attribute("message", test.message());
                xml.writeCharacters(XmlText.legal(test.evidence()));
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
    }

    private void element(String name, String text) throws XMLStreamException {
        if (!text.isEmpty()) {
            xml.writeStartElement(name);
            xml.writeCharacters(XmlText.legal(text));
            xml.writeEndElement();
        }
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, XmlText.legal(value));
    }
}
