// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.xml;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a file into a tree. The encoding is that of the byte-order mark or of the XML declaration, else UTF-8.
 *
 * <p>A DTD or an entity that is not one of XML's own five is a problem: neither has a use in a configuration, and both are ways to read
 * other files or to fill the memory.
 *
 * @param path the file
 * @param name what problems call it
 * @param variables what fills in variables
 */
public record XmlFile(Path path, String name, VariableSubstitution variables) {
    private static final long LARGEST = 4L * 1024 * 1024;

    /** The root element; empty if the file is not well formed, which is then among the problems. */
    public Optional<XmlElement> read(ProblemList problems) {
        try {
            if (Files.size(path) > LARGEST) {
                problems.refuse(whole(), "", "the file is larger than 4 MiB", "split it or make it smaller");
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] octets = in.readNBytes((int) LARGEST);
                return isEncoded(octets, problems) ? parse(octets, problems) : Optional.empty();
            }
        } catch (IOException e) {
            refuseUnreadable(e, problems);
            return Optional.empty();
        }
    }

    private boolean isEncoded(byte[] octets, ProblemList problems) {
        Optional<XmlEncoding> encoding = XmlEncoding.of(octets);
        OptionalInt line = encoding.map(each -> each.faultyLine(octets)).orElse(OptionalInt.empty());
        line.ifPresent(faulty -> problems.refuse(
                new SourcePosition(name, faulty),
                "",
                encoding.orElseThrow().fault(),
                "save the file as UTF-8, or name its encoding in the first line: <?xml version=\"1.0\""
                        + " encoding=\"ISO-8859-1\"?>"));
        return line.isEmpty();
    }

    private Optional<XmlElement> parse(byte[] octets, ProblemList problems) {
        XmlTreeBuilder tree = new XmlTreeBuilder(name, variables, problems);
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(octets));
            try {
                return tree.build(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
            problems.refuse(
                    new SourcePosition(name, line),
                    "",
                    "the XML is not well formed: " + reason(e),
                    "correct it at this line or just before");
            return Optional.empty();
        }
    }

    private void refuseUnreadable(IOException e, ProblemList problems) {
        problems.refuse(
                whole(), "", "the file cannot be read: " + e, "make it a file that the user who runs Sekisho can read");
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }

    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int at = message.indexOf("Message: ");
        return (at < 0 ? message : message.substring(at + "Message: ".length())).strip();
    }

    private SourcePosition whole() {
        return SourcePosition.ofFile(name);
    }
}
