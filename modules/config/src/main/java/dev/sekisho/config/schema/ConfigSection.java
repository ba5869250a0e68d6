// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.config.xml.XmlElement;
import java.util.List;
import java.util.Optional;

/**
 * An element as it is read with the help of its description. What is malformed reads as absent: {@link StructureCheck} has reported it.
 *
 * @param xml the element
 * @param where what problems say they concern; may be empty
 * @param problems where problems go
 */
public record ConfigSection(XmlElement xml, String where, ProblemList problems) {

    /** Where the element begins. */
    public SourcePosition position() {
        return xml.position();
    }

    /** The text of this element itself, if there is any. */
    public <T> Optional<ParsedValue<T>> text(ElementSchema<T> rule) {
        return xml.text().isEmpty() ? Optional.empty() : read(xml, rule);
    }

    /** The value of the first child of this description. */
    public <T> Optional<ParsedValue<T>> value(ElementSchema<T> rule) {
        return values(rule).stream().findFirst();
    }

    /** The values of all children of this description. */
    public <T> List<ParsedValue<T>> values(ElementSchema<T> rule) {
        return xml.children(rule.name()).stream()
                .flatMap(child -> read(child, rule).stream())
                .toList();
    }

    /** The value of an attribute of this element. */
    public <T> Optional<ParsedValue<T>> attribute(AttributeSchema<T> rule) {
        return xml.attribute(rule.name())
                .flatMap(text -> rule.type()
                        .reading()
                        .apply(text.strip())
                        .map(value -> new ParsedValue<>(value, position(), ValueExcerpt.attribute(rule, text))));
    }

    /** The first child of this description. */
    public Optional<ConfigSection> section(ElementSchema<?> rule) {
        return sections(rule).stream().findFirst();
    }

    /** All children of this description. */
    public List<ConfigSection> sections(ElementSchema<?> rule) {
        return xml.children(rule.name()).stream()
                .map(child -> new ConfigSection(child, where, problems))
                .toList();
    }

    /** Reports what refuses the start, at this element. */
    public void refuse(String found, String expected) {
        problems.refuse(position(), where, found, expected);
    }

    /** Reports what is other than it reads, at this element. */
    public void warn(String found, String expected) {
        problems.warn(position(), where, found, expected);
    }

    /** Reports what has no meaning here, at this element. */
    public void note(String found, String expected) {
        problems.note(position(), where, found, expected);
    }

    /** Reports what refuses the start, at a value. */
    public void refuse(ParsedValue<?> at, String found, String expected) {
        problems.refuse(at.position(), where, found, expected);
    }

    /** Reports what is other than it reads, at a value. */
    public void warn(ParsedValue<?> at, String found, String expected) {
        problems.warn(at.position(), where, found, expected);
    }

    private static <T> Optional<ParsedValue<T>> read(XmlElement element, ElementSchema<T> rule) {
        return rule.type()
                .reading()
                .apply(element.text())
                .map(value -> new ParsedValue<>(value, element.position(), ValueExcerpt.element(rule, element.text())));
    }
}
