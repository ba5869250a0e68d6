// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import java.util.Optional;

/**
 * A real user of the same domain, whom the user who proves may not send as. An address that nobody has would prove less: a catch-all may
 * let its target send as everybody who is there.
 *
 * @param address the other user's; empty if there is none, or none is known
 * @param known true if it is known whether there is one
 * @param why why there is no address
 */
public record SameDomainUser(Optional<String> address, boolean known, String why) {
    /** This one. */
    public static SameDomainUser of(String address) {
        return new SameDomainUser(Optional.of(address), true, "");
    }

    /** The domain has no user but the one who proves, or that one may send as all of them. */
    public static SameDomainUser none(String why) {
        return new SameDomainUser(Optional.empty(), true, why);
    }

    /** It is unknown. */
    public static SameDomainUser unknown(String why) {
        return new SameDomainUser(Optional.empty(), false, why);
    }
}
