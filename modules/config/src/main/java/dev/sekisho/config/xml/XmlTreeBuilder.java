// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.xml;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Builds a tree from the events of one file. Used once, by one thread. */
final class XmlTreeBuilder {
    private static final int DEEPEST = 64;

    private final String file;
    private final VariableSubstitution variables;
    private final ProblemList problems;
    private final Deque<Open> open = new ArrayDeque<>();
    private Optional<XmlElement> root = Optional.empty();

    XmlTreeBuilder(String file, VariableSubstitution variables, ProblemList problems) {
        this.file = file;
        this.variables = variables;
        this.problems = problems;
    }

    /** The root element; empty if what was found has no place in a configuration. */
    Optional<XmlElement> build(XMLStreamReader reader) throws XMLStreamException {
        int line = 1;
        while (reader.hasNext()) {
            int event = reader.next();
            // The reader gives the position where an event ends: that is where the next one begins. Space before the
            // root is no
            // event to it, so what
            // stands there is placed where it ends.
            int end = reader.getLocation().getLineNumber();
            if (!accept(event, reader, new SourcePosition(file, open.isEmpty() ? end : line))) {
                return Optional.empty();
            }
            line = end;
        }
        return root;
    }

    private boolean accept(int event, XMLStreamReader reader, SourcePosition position) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                if (open.size() == DEEPEST) {
                    return refuse(position, "elements are nested deeper than " + DEEPEST, "close what is open");
                }
                open.push(new Open(reader, position));
            }
            case XMLStreamConstants.END_ELEMENT -> close();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                if (!open.isEmpty()) {
                    open.peek().text.append(reader.getText());
                }
            }
            case XMLStreamConstants.DTD -> {
                return refuse(position, "a DTD (<!DOCTYPE) is not read", "remove it");
            }
            case XMLStreamConstants.ENTITY_REFERENCE -> {
                return refuse(position, "the entity &" + reader.getLocalName() + "; is not read", "write its text");
            }
            default -> {} // Comments and processing instructions say nothing to us.
        }
        return true;
    }

    private boolean refuse(SourcePosition position, String found, String expected) {
        problems.refuse(position, "", found, expected);
        return false;
    }

    private void close() {
        Open ended = open.pop();
        XmlElement element = ended.element();
        if (open.isEmpty()) {
            root = Optional.of(element);
        } else {
            open.peek().children.add(element);
        }
    }

    /** An element whose end tag has not been read. */
    private final class Open {
        private final String name;
        private final SourcePosition position;
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private final StringBuilder text = new StringBuilder();
        private final List<XmlElement> children = new ArrayList<>();
        private boolean filled;

        Open(XMLStreamReader reader, SourcePosition position) {
            this.name = reader.getLocalName();
            this.position = position;
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                attributes.put(reader.getAttributeLocalName(i), fill(reader.getAttributeValue(i)));
            }
        }

        XmlElement element() {
            String content = fill(text.toString().strip());
            return new XmlElement(name, position, attributes, content, filled, children);
        }

        private String fill(String raw) {
            String result = variables.fill(
                    raw,
                    unset -> problems.refuse(
                            position,
                            "",
                            "the environment variable " + unset + " is not set",
                            "set it, or write ${env:" + unset + ":-otherwise}"));
            filled |= !result.equals(raw);
            return result;
        }
    }
}
