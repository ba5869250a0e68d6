// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.StructureCheck;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.config.xml.XmlElement;
import java.util.List;

/** James' {@code usersrepository.xml}: users are in the store, and an address each. */
public final class UsersRepositoryFile {
    public static final String FILE = "usersrepository.xml";

    private static final String OWN_HASH = "passwords are stored in Sekisho's own form; set them with 'sekisho user'";
    private static final ElementSchema<Boolean> VIRTUAL = ElementSchema.of(
            "enableVirtualHosting", ValueTypes.BOOLEAN, "Whether users are named by whole addresses.", "true");
    private static final AttributeSchema<String> NAME =
            AttributeSchema.optional("name", ValueTypes.ANY, "James' name for it.");
    private static final AttributeSchema<String> CLASS =
            AttributeSchema.optional("class", ValueTypes.ANY, "James' class.");
    private static final ElementSchema<String> ROOT = ElementSchema.holding(
                    "usersrepository",
                    "Users.",
                    List.of(
                            ElementSchema.noted("algorithm", OWN_HASH),
                            ElementSchema.noted("hashingMode", OWN_HASH),
                            VIRTUAL,
                            ElementSchema.noted("enableForwarding", "forwards are set with 'sekisho user forward'"),
                            ElementSchema.noted("administratorId", "users cannot act as other users"),
                            ElementSchema.noted("verifyFailureDelay", "the policies limit failed logins")))
            .having(NAME, CLASS);

    private UsersRepositoryFile() {}

    public static void check(XmlElement root, ProblemList problems) {
        ConfigSection section = new ConfigSection(root, "", problems);
        boolean ldap = root.attributes().keySet().stream().anyMatch(name -> name.startsWith("ldap"));
        if (ldap
                || root.attribute("class").filter(name -> name.contains("LDAP")).isPresent()) {
            section.refuse("users of an LDAP directory are not supported", "make them with 'sekisho user add'");
            return;
        }
        new StructureCheck("", problems).check(root, ROOT);
        section.value(VIRTUAL)
                .filter(found -> !found.value())
                .ifPresent(found -> section.refuse(
                        found,
                        found.shown() + ": users without a domain are not supported",
                        "write true, or remove it"));
    }
}
