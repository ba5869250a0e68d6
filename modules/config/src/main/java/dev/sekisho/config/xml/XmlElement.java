// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.xml;

import dev.sekisho.config.problem.SourcePosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of an XML file.
 *
 * @param name the name as written
 * @param position where its start tag begins
 * @param attributes in the order of the file
 * @param text the text directly inside, without the space around it
 * @param fromEnvironment true if the text or an attribute was filled in from an environment variable
 * @param children in the order of the file
 */
public record XmlElement(
        String name,
        SourcePosition position,
        Map<String, String> attributes,
        String text,
        boolean fromEnvironment,
        List<XmlElement> children) {

    public XmlElement {
        attributes = new LinkedHashMap<>(attributes);
        children = List.copyOf(children);
    }

    @Override
    public Map<String, String> attributes() {
        return new LinkedHashMap<>(attributes);
    }

    /** The value of an attribute. */
    public Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    /** The children with this name. */
    public List<XmlElement> children(String child) {
        return children.stream().filter(each -> each.name().equals(child)).toList();
    }

    /** The first child with this name. */
    public Optional<XmlElement> child(String child) {
        return children(child).stream().findFirst();
    }

    /** The same element without the children of these names. */
    public XmlElement without(List<String> names) {
        List<XmlElement> kept =
                children.stream().filter(each -> !names.contains(each.name())).toList();
        return new XmlElement(name, position, attributes, text, fromEnvironment, kept);
    }

    /** The element as XML text. Comments, and the place of the text among the children, are not kept. */
    public String xml() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }

    private void write(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((attribute, value) -> out.append(' ')
                .append(attribute)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
        if (text.isEmpty() && children.isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>').append(escaped(text));
        children.forEach(child -> child.write(out));
        out.append("</").append(name).append('>');
    }

    private static String escaped(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\t", "&#9;")
                .replace("\n", "&#10;")
                .replace("\r", "&#13;");
    }
}
