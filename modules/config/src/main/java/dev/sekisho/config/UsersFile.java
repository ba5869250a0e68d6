// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.schema.Attribute;
import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Section;
import dev.sekisho.config.schema.Structure;
import dev.sekisho.config.schema.Values;
import dev.sekisho.config.xml.XmlElement;
import java.util.List;

/** James' {@code usersrepository.xml}: users are in the store, and an address each. */
final class UsersFile {
    static final String FILE = "usersrepository.xml";

    private static final String OWN_HASH =
            "passwords are kept as Sekisho keeps them; give each user one with 'sekisho user'";
    private static final Element<Boolean> VIRTUAL =
            Element.of("enableVirtualHosting", Values.BOOLEAN, "Whether users are named by whole addresses.", "true");
    private static final Attribute<String> NAME = Attribute.optional("name", Values.ANY, "James' name for it.");
    private static final Attribute<String> CLASS = Attribute.optional("class", Values.ANY, "James' class.");
    private static final Element<String> ROOT = Element.holding(
                    "usersrepository",
                    "Users.",
                    List.of(
                            Element.noted("algorithm", OWN_HASH),
                            Element.noted("hashingMode", OWN_HASH),
                            VIRTUAL,
                            Element.noted("enableForwarding", "forwards are those of the command line"),
                            Element.noted("administratorId", "no user may act as another by this"),
                            Element.noted("verifyFailureDelay", "what a wrong password costs is the policies'")))
            .having(NAME, CLASS);

    private UsersFile() {}

    static void check(XmlElement root, ProblemList problems) {
        Section section = new Section(root, "", problems);
        boolean ldap = root.attributes().keySet().stream().anyMatch(name -> name.startsWith("ldap"));
        if (ldap
                || root.attribute("class").filter(name -> name.contains("LDAP")).isPresent()) {
            section.refuse("users of an LDAP directory are not served", "make them with 'sekisho user add'");
            return;
        }
        new Structure("", problems).check(root, ROOT);
        section.value(VIRTUAL)
                .filter(found -> !found.value())
                .ifPresent(found -> section.refuse(
                        found, found.shown() + ": users without a domain are not served", "write true, or remove it"));
    }
}
