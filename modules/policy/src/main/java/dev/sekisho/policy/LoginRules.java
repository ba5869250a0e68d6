// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.util.List;
import java.util.Optional;

/**
 * How users log in.
 *
 * @param auth whether they do
 * @param mechanisms by what
 * @param domain completes a name without a domain; empty if the only local domain does, where there is exactly one
 */
public record LoginRules(AuthMode auth, OfferedMechanisms mechanisms, Optional<String> domain) {

    /** Of any client, with the usual mechanisms. */
    public static LoginRules of(AuthMode auth) {
        return new LoginRules(auth, OfferedMechanisms.USUAL, Optional.empty());
    }

    /** The same, where users log in or do not. */
    LoginRules withAuth(AuthMode other) {
        return new LoginRules(other, mechanisms, domain);
    }

    /** The same with other mechanisms. */
    public LoginRules withMechanisms(OfferedMechanisms others) {
        return new LoginRules(auth, others, domain);
    }

    /** True if a password may be sent as it is: by PLAIN or LOGIN, USER and PASS of POP3, LOGIN of IMAP. */
    public boolean allowsPasswords(Protocol protocol) {
        return mechanisms.allows(BuiltInMechanism.PLAIN)
                || protocol == Protocol.SMTP && mechanisms.allows(BuiltInMechanism.LOGIN);
    }

    /**
     * The SASL mechanisms that are announced to a client under TLS, of those that this server has by itself.
     *
     * @param facts what they depend on
     */
    public List<String> announced(Protocol protocol, MechanismFacts facts) {
        return mechanisms.offered(protocol, facts).stream()
                .filter(BuiltInMechanism::isSasl)
                .map(BuiltInMechanism::word)
                .toList();
    }

    /** What of these contradicts itself, in words; empty if nothing does. */
    Optional<String> contradiction(Protocol protocol) {
        if (auth == AuthMode.NONE && (mechanisms.named().isPresent() || domain.isPresent())) {
            return Optional.of("mechanisms and a login domain need auth required, found auth " + auth.text());
        }
        return mechanisms.foreignTo(protocol).map(foreign -> foreign.word() + " is not a mechanism of " + protocol);
    }
}
