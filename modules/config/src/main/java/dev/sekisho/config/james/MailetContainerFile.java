// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.config.schema.NearestName;
import dev.sekisho.config.xml.XmlElement;
import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.policy.diagnostics.ParseResult;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks what {@code mailetcontainer.xml} must have for mail to flow. The mailets' own settings are theirs.
 *
 * @param root the element of the file
 * @param problems where problems go
 */
public record MailetContainerFile(XmlElement root, ProblemList problems) {
    public static final String FILE = "mailetcontainer.xml";

    private static final List<String> NEEDED = List.of("root", "transport", "error");
    private static final List<String> IN_PROCESSOR = List.of("mailet", "matcher");
    private static final List<String> OF_MAILET =
            List.of("class", "match", "notmatch", "onMailetException", "onMatchException", "onMatcherException");
    /** What a processor may be called without being one: mail sent there is dropped. */
    private static final String GHOST = "ghost";

    private static final Pattern THREADS = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern FLAG = Pattern.compile("(?i)true|false|yes|no");

    /** The names of all processors. */
    public static Set<String> processors(XmlElement root) {
        return root.child("processors")
                .map(processors -> processors.children("processor").stream()
                        .flatMap(each -> each.attribute("state").stream())
                        .collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    public void check() {
        root.children("spooler").stream()
                .flatMap(spooler -> spooler.children("errorRepository").stream())
                .forEach(path -> JamesMailets.repository(path, problems));
        root.children("spooler").stream()
                .flatMap(spooler -> spooler.children("threads").stream())
                .forEach(threads -> value(threads, THREADS, "a whole number from 1 to 9999"));
        root.children("context").stream()
                .flatMap(context -> context.children("postmaster").stream())
                .forEach(this::postmaster);
        flag(root);
        Optional<XmlElement> processors = root.child("processors");
        if (processors.isEmpty()) {
            refuse(
                    root.position(),
                    "there is no <processors>",
                    "write one, with the processors root, transport and error");
            return;
        }
        Set<String> states = new HashSet<>();
        processors
                .get()
                .children("processor")
                .forEach(processor -> state(processor).ifPresent(name -> {
                    if (!states.add(name)) {
                        refuse(processor.position(), "the processor " + name + " is defined twice", "keep one of them");
                    }
                }));
        NEEDED.stream()
                .filter(name -> !states.contains(name))
                .forEach(name -> refuse(
                        processors.get().position(),
                        "there is no processor " + name,
                        "write <processor state=\"" + name + "\">: James sends mail there"));
        processors.get().children("processor").forEach(processor -> processor(processor, states));
    }

    private Optional<String> state(XmlElement processor) {
        if (processor.attribute("state").isEmpty()) {
            refuse(processor.position(), "<processor> has no attribute state", "write <processor state=\"...\">");
        }
        return processor.attribute("state");
    }

    /** A name alone is one of a local domain. */
    private void postmaster(XmlElement postmaster) {
        String text = postmaster.text();
        if (!postmaster.fromEnvironment()
                && !text.contains("${")
                && text.contains("@")
                && EmailAddress.read(text) instanceof ParseResult.Rejected<EmailAddress> refused) {
            refuse(postmaster.position(), "<postmaster> " + text + " " + refused.fault(), refused.wanted());
        }
    }

    private void flag(XmlElement element) {
        element.attribute("enableJmx")
                .filter(flag -> !FLAG.matcher(flag).matches())
                .ifPresent(flag -> refuse(
                        element.position(),
                        "<" + element.name() + " enableJmx=\"" + flag + "\"> is neither true nor false",
                        "write false: JMX is not available"));
    }

    private void value(XmlElement element, Pattern allowed, String wanted) {
        if (!element.fromEnvironment() && !allowed.matcher(element.text()).matches()) {
            refuse(
                    element.position(),
                    "<" + element.name() + "> " + element.text() + " is not " + wanted,
                    "write " + wanted);
        }
    }

    private void processor(XmlElement processor, Set<String> states) {
        flag(processor);
        processor.children().stream()
                .filter(child -> !IN_PROCESSOR.contains(child.name()))
                .forEach(child -> refuse(
                        child.position(),
                        "the element <" + child.name() + "> in <processor> is unknown",
                        "write <mailet> or <matcher>"));
        for (XmlElement mailet : processor.children("mailet")) {
            mailet.children("passThrough").forEach(each -> value(each, FLAG, "true or false"));
            need(mailet, "class");
            misspelt(mailet);
            if (mailet.attribute("match").isPresent()
                    == mailet.attribute("notmatch").isPresent()) {
                refuse(
                        mailet.position(),
                        "<mailet> needs one of match and notmatch",
                        "write match=\"All\" for all mail");
            }
            target(mailet, states);
            JamesMailets.check(mailet, problems);
        }
        processor.children("matcher").forEach(this::matcher);
    }

    /** James passes over such an attribute; one that is like none of its own may be the mailet's. */
    private void misspelt(XmlElement mailet) {
        for (String name : mailet.attributes().keySet()) {
            if (!OF_MAILET.contains(name)) {
                NearestName.to(name, OF_MAILET)
                        .ifPresent(near -> refuse(
                                mailet.position(),
                                "the attribute " + name + " of <mailet> is unknown",
                                "write " + near));
            }
        }
    }

    private void matcher(XmlElement matcher) {
        if (matcher.attribute("match").isPresent()
                == matcher.attribute("notmatch").isPresent()) {
            refuse(
                    matcher.position(),
                    "<matcher> needs one of match and notmatch",
                    "write the matcher's class in one of them");
        }
        matcher.children("matcher").forEach(this::matcher);
    }

    private void target(XmlElement mailet, Set<String> states) {
        if (!mailet.attribute("class")
                .filter(name -> name.endsWith("ToProcessor"))
                .isPresent()) {
            return;
        }
        mailet.child("processor")
                .filter(target ->
                        !states.contains(target.text()) && !target.text().equals(GHOST) && !target.fromEnvironment())
                .ifPresent(target -> refuse(
                        target.position(),
                        "there is no processor " + target.text(),
                        "write it, or name another: mail sent there would fail"));
    }

    private void need(XmlElement element, String attribute) {
        if (element.attribute(attribute).isEmpty()) {
            refuse(
                    element.position(),
                    "<" + element.name() + "> has no attribute " + attribute,
                    "write <" + element.name() + " " + attribute + "=\"...\">");
        }
    }

    private void refuse(SourcePosition position, String found, String expected) {
        problems.refuse(position, "", found, expected);
    }
}
