// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.store.password.HashParameters;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the store has of a name when its password is checked.
 *
 * @param isDisabled true if nobody may log in
 * @param passwords in the order of their names; none of a name that is no user
 */
record StoredAccount(boolean isDisabled, List<StoredPassword> passwords) {
    StoredAccount {
        passwords = List.copyOf(passwords);
    }

    /** The same with some of its passwords only. */
    StoredAccount only(Predicate<StoredPassword> which) {
        return new StoredAccount(isDisabled, passwords.stream().filter(which).toList());
    }

    /** The same with another hash of one password. */
    StoredAccount with(String name, String hash) {
        return new StoredAccount(
                isDisabled,
                passwords.stream()
                        .map(each -> each.name().equals(name) ? each.with(hash) : each)
                        .toList());
    }

    /** What the hashes of this server have in common; empty if there are none. */
    Optional<HashParameters> parameters() {
        return passwords.stream().flatMap(each -> each.parameters().stream()).findFirst();
    }

    /** The same, but for one password. */
    Optional<HashParameters> parametersBeside(String name) {
        return only(each -> !each.name().equals(name)).parameters();
    }

    /** The stored hashes with their names, which a fingerprint covers. */
    String fingerprinted() {
        StringBuilder all = new StringBuilder();
        passwords.forEach(
                each -> all.append(each.name()).append(' ').append(each.hash()).append('\n'));
        return all.toString();
    }
}
