// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is known of the addresses that a user may send as. Upper and lower case are the same.
 *
 * <p>Who receives mail for an address is not always who may send as it: a catch-all, any other pattern, a forward and a group give their
 * targets nothing. Their owner has an {@linkplain SenderGrant explicit grant} for that.
 *
 * @param user the user's own address, in lower case
 * @param aliases addresses, in lower case, that are each the whole source of an alias whose target is the user, or such an alias of the user
 * @param grants what the operator has granted
 */
public record SenderRights(String user, Set<String> aliases, List<SenderGrant> grants) {
    public SenderRights {
        aliases = Set.copyOf(aliases);
        grants = List.copyOf(grants);
    }

    /** What an address is to the user. */
    public SenderOwnership ownershipOf(String address) {
        String said = address.toLowerCase(Locale.ROOT);
        boolean own =
                said.equals(user) || aliases.contains(said) || grants.stream().anyMatch(grant -> grant.covers(said));
        return own ? SenderOwnership.OWN : SenderOwnership.FOREIGN;
    }

    /** Whether the user may send what has the null sender with any author, as a server behind this one does with its notices. */
    public boolean anyAuthorWithNullSender() {
        return grants.stream().anyMatch(SenderGrant::isNullSender);
    }
}
