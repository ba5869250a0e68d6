// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.config.schema.StructureCheck;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.config.xml.XmlElement;
import java.util.List;

/** James' {@code domainlist.xml}: the domains it lists are local from the start on; the rest of it has no meaning here. */
public final class DomainListFile {
    public static final String FILE = "domainlist.xml";

    private static final ElementSchema<String> NAME = ElementSchema.of(
                    "domainname", ValueTypes.HOST, "A domain that is local.", "")
            .repeated();
    private static final ElementSchema<String> NAMES =
            ElementSchema.holding("domainnames", "Domains that are local.", List.of(NAME));
    private static final ElementSchema<Boolean> AUTODETECT =
            ElementSchema.of("autodetect", ValueTypes.BOOLEAN, "Whether the machine's name is local.", "false");
    private static final ElementSchema<Boolean> AUTODETECT_IP =
            ElementSchema.of("autodetectIP", ValueTypes.BOOLEAN, "Whether the machine's addresses are local.", "false");
    private static final ElementSchema<String> DEFAULT = ElementSchema.noted(
            "defaultDomain", "the first domain of 'sekisho domain list' completes an address without one");
    private static final AttributeSchema<String> CLASS =
            AttributeSchema.optional("class", ValueTypes.ANY, "James' class.");
    private static final ElementSchema<String> ROOT = ElementSchema.holding(
                    "domainlist", "Domains.", List.of(NAMES, AUTODETECT, AUTODETECT_IP, DEFAULT))
            .having(CLASS);

    private DomainListFile() {}

    public static void check(XmlElement root, ProblemList problems) {
        new StructureCheck("", problems).check(root, ROOT);
        ConfigSection section = new ConfigSection(root, "", problems);
        section.attribute(CLASS)
                .filter(found -> !found.value().startsWith("org.apache.james."))
                .ifPresent(found -> section.refuse(
                        found, found.shown() + " is not used: domains are in the store", "remove the attribute"));
        for (ElementSchema<Boolean> rule : List.of(AUTODETECT, AUTODETECT_IP)) {
            section.value(rule)
                    .filter(ParsedValue::value)
                    .ifPresent(found -> section.warn(
                            found,
                            found.shown() + " makes nothing local: only your configuration makes a domain local",
                            "'sekisho domain add NAME', or <domainname> here, for each"));
        }
    }

    public static List<String> names(XmlElement root) {
        return new ConfigSection(root, "", new ProblemList())
                .sections(NAMES).stream()
                        .flatMap(names -> names.values(NAME).stream())
                        .map(ParsedValue::value)
                        .toList();
    }
}
