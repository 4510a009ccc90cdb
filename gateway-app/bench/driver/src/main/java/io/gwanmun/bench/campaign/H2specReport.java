package io.gwanmun.bench.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import io.gwanmun.bench.host.BenchException;

/**
 * Reads the report that h2spec writes in the form of JUnit.
 *
 * @param sections passed and failed tests, by chapter
 * @param failures what failed, one line each
 */
record H2specReport(Map<String, Tally> sections, List<String> failures) {

    private static final Map<String, String> DOCUMENTS =
            Map.of("generic", "in general", "http2", "RFC 7540", "hpack", "RFC 7541");

    /** How many tests there were, and how many of them failed. */
    record Tally(int tests, int failed) {
        Tally plus(Tally other) {
            return new Tally(tests + other.tests, failed + other.failed);
        }

        @Override
        public String toString() {
            return (tests - failed) + " of " + tests;
        }
    }

    static H2specReport read(Path file) {
        try {
            return read(DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getElementsByTagName("testsuite"));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new BenchException("cannot read the report of h2spec", e);
        }
    }

    private static H2specReport read(NodeList suites) {
        Map<String, Tally> sections = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < suites.getLength(); i++) {
            Element suite = (Element) suites.item(i);
            NodeList errors = suite.getElementsByTagName("error");
            for (int j = 0; j < errors.getLength(); j++) {
                failures.add(failure(suite, (Element) errors.item(j)));
            }
            int failed =
                    errors.getLength() + suite.getElementsByTagName("failure").getLength();
            int tests = suite.getElementsByTagName("testcase").getLength();
            sections.merge(chapter(suite), new Tally(tests, failed), Tally::plus);
        }
        return new H2specReport(sections, failures);
    }

    private static String chapter(Element suite) {
        String[] place = suite.getAttribute("package").split("[/.]");
        return DOCUMENTS.getOrDefault(place[0], place[0]) + ", chapter " + place[1];
    }

    /** Lines of an error are what was expected, and last what came. */
    private static String failure(Element suite, Element error) {
        List<String> lines = error.getTextContent().strip().lines().toList();
        int last = lines.size() - 1;
        return "%s: %s%n    expected: %s%n    came: %s"
                .formatted(
                        suite.getAttribute("name"),
                        ((Element) error.getParentNode()).getAttribute("classname"),
                        String.join(", or ", lines.subList(0, last)),
                        lines.get(last));
    }

    static String table(H2specReport clear, H2specReport secure) {
        StringBuilder text = new StringBuilder("| tests | passed in clear | with TLS |\n| --- | ---: | ---: |\n");
        Tally none = new Tally(0, 0);
        clear.sections.forEach((chapter, tally) -> text.append(
                "| %s | %s | %s |%n".formatted(chapter, tally, secure.sections.getOrDefault(chapter, none))));
        return text.append("| **all** | **%s** | **%s** |%n".formatted(clear.all(), secure.all()))
                .toString();
    }

    private Tally all() {
        return sections.values().stream().reduce(new Tally(0, 0), Tally::plus);
    }
}
