// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import dev.sekisho.policy.address.EmailAddress;
import java.util.Optional;

/** The account that a client means by the name it logs in with. */
public final class LoginName {
    private LoginName() {}

    /** True if the name has no domain, so that a domain may complete it. */
    public static boolean isWithoutDomain(String written) {
        return written.indexOf('@') < 0;
    }

    /**
     * The address of the account: that of another spelling, or the name with the domain where it has none. What is no address, with the domain or
     * without one, stays as it is written.
     *
     * @param written what the client says
     * @param domain completes a name without a domain; empty if no domain does
     */
    public static String complete(String written, Optional<String> domain) {
        String whole = isWithoutDomain(written)
                ? domain.map(name -> written + "@" + name).orElse(written)
                : written;
        return EmailAddress.parse(whole).map(EmailAddress::text).orElse(written);
    }
}
