// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.schema.Attribute;
import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Found;
import dev.sekisho.config.schema.Section;
import dev.sekisho.config.schema.Structure;
import dev.sekisho.config.schema.Values;
import dev.sekisho.config.xml.XmlElement;
import java.util.List;

/** James' {@code domainlist.xml}: the domains it lists are local from the start on; the rest of it has no meaning here. */
final class DomainListFile {
    static final String FILE = "domainlist.xml";

    private static final Element<String> NAME =
            Element.of("domainname", Values.HOST, "A domain that is local.", "").repeated();
    private static final Element<String> NAMES =
            Element.holding("domainnames", "Domains that are local.", List.of(NAME));
    private static final Element<Boolean> AUTODETECT =
            Element.of("autodetect", Values.BOOLEAN, "Whether the machine's name is local.", "false");
    private static final Element<Boolean> AUTODETECT_IP =
            Element.of("autodetectIP", Values.BOOLEAN, "Whether the machine's addresses are local.", "false");
    private static final Element<String> DEFAULT = Element.noted(
            "defaultDomain", "the first domain of 'sekisho domain list' completes an address without one");
    private static final Attribute<String> CLASS = Attribute.optional("class", Values.ANY, "James' class.");
    private static final Element<String> ROOT = Element.holding(
                    "domainlist", "Domains.", List.of(NAMES, AUTODETECT, AUTODETECT_IP, DEFAULT))
            .having(CLASS);

    private DomainListFile() {}

    static void check(XmlElement root, ProblemList problems) {
        new Structure("", problems).check(root, ROOT);
        Section section = new Section(root, "", problems);
        section.attribute(CLASS)
                .filter(found -> !found.value().startsWith("org.apache.james."))
                .ifPresent(found -> section.refuse(
                        found, found.shown() + " is not made: domains are in the store", "remove the attribute"));
        for (Element<Boolean> rule : List.of(AUTODETECT, AUTODETECT_IP)) {
            section.value(rule)
                    .filter(Found::value)
                    .ifPresent(found -> section.warn(
                            found,
                            found.shown() + " makes nothing local: a domain is only by your word",
                            "'sekisho domain add NAME', or <domainname> here, for each"));
        }
    }

    static List<String> names(XmlElement root) {
        return new Section(root, "", new ProblemList())
                .sections(NAMES).stream()
                        .flatMap(names -> names.values(NAME).stream())
                        .map(Found::value)
                        .toList();
    }
}
