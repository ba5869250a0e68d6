// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.xml.VariableSubstitution;
import dev.sekisho.config.xml.XmlElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks elements against their description: what is unknown, doubled, missing or malformed is a problem.
 *
 * @param where what problems say they concern; may be empty
 * @param problems where problems go
 */
public record StructureCheck(String where, ProblemList problems) {

    /** Checks an element and all that is in it. */
    public void check(XmlElement element, ElementSchema<?> rule) {
        rule.note()
                .ifPresent(why -> problems.note(element.position(), where, rule.tag() + " has no meaning here", why));
        checkText(element, rule);
        checkRequired(element, rule);
        if (!rule.open()) {
            checkAttributes(element, rule);
            checkChildren(element, rule);
        }
    }

    private void checkText(XmlElement element, ElementSchema<?> rule) {
        boolean bare = element.text().isEmpty() && !rule.attributes().isEmpty();
        if (!bare
                && !VariableSubstitution.unfilled(element.text())
                && rule.type().reading().apply(element.text()).isEmpty()) {
            refuse(element, ValueExcerpt.element(rule, element.text()), rule.type(), element.text());
        }
    }

    private void checkAttributes(XmlElement element, ElementSchema<?> rule) {
        element.attributes()
                .forEach((name, value) -> rule.attributes().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .ifPresentOrElse(
                                attribute -> checkValue(element, attribute, value),
                                () -> refuseUnknownAttribute(element, rule, name)));
    }

    private void refuseUnknownAttribute(XmlElement element, ElementSchema<?> rule, String name) {
        boolean child = rule.children().stream().anyMatch(each -> each.name().equals(name));
        String what = "the attribute " + name + " of " + rule.tag();
        if (child) {
            problems.refuse(
                    element.position(), where, what + " is unknown", "write it as an element, <" + name + ">...");
        } else {
            List<String> known =
                    rule.attributes().stream().map(AttributeSchema::name).toList();
            refuseUnknown(element, what, name, known);
        }
    }

    private void refuseUnknownElement(XmlElement child, ElementSchema<?> rule) {
        String name = child.name();
        boolean attribute =
                rule.attributes().stream().anyMatch(each -> each.name().equals(name));
        String what = "the element <" + name + "> in " + rule.tag();
        if (attribute) {
            problems.refuse(
                    child.position(),
                    where,
                    what + " is unknown",
                    "write it as an attribute, <" + rule.name() + " " + name + "=\"...\">");
        } else {
            List<String> known = new ArrayList<>();
            rule.children().forEach(each -> known.add(each.name()));
            refuseUnknown(child, what, name, known);
        }
    }

    private void checkRequired(XmlElement element, ElementSchema<?> rule) {
        rule.attributes().stream()
                .filter(attribute -> attribute.required()
                        && element.attribute(attribute.name()).isEmpty())
                .forEach(attribute -> problems.refuse(
                        element.position(),
                        where,
                        rule.tag() + " has no attribute " + attribute.name(),
                        "write <" + rule.name() + " " + attribute.name() + "=\"...\">"));
    }

    private void checkValue(XmlElement element, AttributeSchema<?> attribute, String value) {
        if (!VariableSubstitution.unfilled(value)
                && attribute.type().reading().apply(value.strip()).isEmpty()) {
            refuse(element, ValueExcerpt.attribute(attribute, value), attribute.type(), value.strip());
        }
    }

    private void checkChildren(XmlElement element, ElementSchema<?> rule) {
        Set<String> seen = new HashSet<>();
        for (XmlElement child : element.children()) {
            Optional<ElementSchema<?>> known = rule.children().stream()
                    .filter(each -> each.name().equals(child.name()))
                    .findFirst();
            if (known.isEmpty()) {
                refuseUnknownElement(child, rule);
                continue;
            }
            if (!seen.add(child.name()) && !known.get().many()) {
                problems.refuse(
                        child.position(),
                        where,
                        "<" + child.name() + "> appears twice in " + rule.tag(),
                        "keep one of them");
            }
            check(child, known.get());
        }
    }

    private void refuse(XmlElement at, String shown, ValueType<?> type, String text) {
        problems.refuse(at.position(), where, shown + " " + type.fault(), type.wantedFor(text));
    }

    private void refuseUnknown(XmlElement at, String what, String name, List<String> known) {
        String wanted = NearestName.to(name, known)
                .map(near -> "did you mean " + near + "?")
                .orElse(known.isEmpty() ? "remove it" : "known here: " + String.join(", ", known));
        problems.refuse(at.position(), where, what + " is unknown", wanted);
    }
}
