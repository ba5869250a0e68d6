// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What sslscan finds at a port. */
public final class Sslscan {
    private final Document report;

    private Sslscan(Document report) {
        this.report = report;
    }

    /**
     * Scans a port of this machine.
     *
     * @param starttls {@code --starttls-smtp} and its like, or nothing
     */
    public static Sslscan of(int port, List<String> starttls) throws Exception {
        List<String> words = new ArrayList<>(List.of("sslscan", "--no-colour", "--xml=-"));
        words.addAll(starttls);
        words.add("localhost:" + port);
        Command.Result result = Command.of(words.toArray(String[]::new)).run();
        assertThat(result.exit()).as(result.all()).isZero();
        return new Sslscan(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(result.octets())));
    }

    /** The versions of the protocol that are on, such as {@code tls 1.2}. */
    public List<String> versions() {
        return elements("protocol")
                .filter(protocol -> !protocol.getAttribute("enabled").equals("0"))
                .map(protocol -> protocol.getAttribute("type") + " " + protocol.getAttribute("version"))
                .toList();
    }

    /** How strong the suites are in sslscan's words, of which {@code strong} and {@code acceptable} are the two best. */
    public List<String> strengths() {
        return elements("cipher")
                .map(cipher -> cipher.getAttribute("strength"))
                .distinct()
                .toList();
    }

    /** An attribute of all elements of a name, each value once. */
    public List<String> values(String element, String attribute) {
        return elements(element)
                .map(found -> found.getAttribute(attribute))
                .distinct()
                .toList();
    }

    /** What went wrong in the scan. */
    public List<String> errors() {
        return elements("error").map(Element::getTextContent).toList();
    }

    private Stream<Element> elements(String name) {
        NodeList found = report.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(place -> (Element) found.item(place));
    }
}
