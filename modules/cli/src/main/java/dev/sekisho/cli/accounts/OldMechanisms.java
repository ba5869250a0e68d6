// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.store.password.StoredHash;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The mechanisms that need a password of their own, as they are typed. */
final class OldMechanisms {
    private OldMechanisms() {}

    /** Reads names in any case of letters. */
    static Set<BuiltInMechanism> parse(Collection<String> names) {
        EnumSet<BuiltInMechanism> mechanisms = EnumSet.noneOf(BuiltInMechanism.class);
        names.forEach(name -> mechanisms.add(BuiltInMechanism.parse(name.strip().toUpperCase(Locale.ROOT))
                .filter(BuiltInMechanism::hasSecretOfItsOwn)
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.USAGE,
                        "--for " + name + ": a password of its own is for cram-md5, digest-md5 or apop; the others take"
                                + " any password"))));
        return mechanisms;
    }

    /** What is stored for them. */
    static StoredHash.Secret secret(Set<BuiltInMechanism> mechanisms, String password) {
        if (password.isEmpty()) {
            throw new CommandFault(ExitCodes.FAILED, "the password is empty; nothing was changed");
        }
        return new StoredHash.Secret(mechanisms, password);
    }
}
