// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.store.users.PasswordScope;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A login that a client tries.
 *
 * @param credentials what it says
 * @param client its address
 * @param listener the listener's name, for the log
 * @param limits how many may fail
 * @param use what the login is for
 * @param domain completes a name without a domain; empty if the only local domain does
 * @param actsForOthers true where the protocol lets a user act for another
 */
public record LoginAttempt(
        SaslCredentials credentials,
        InetAddress client,
        ListenerName listener,
        FailedLoginLimits limits,
        PasswordScope use,
        Optional<String> domain,
        boolean actsForOthers) {
    /**
     * A login by a client's connection.
     *
     * @param policy what its listener demands
     */
    public static LoginAttempt of(
            SaslCredentials credentials, ClientConnection connection, ListenerName listener, PortPolicy policy) {
        boolean smtp = policy.protocol() == Protocol.SMTP;
        return new LoginAttempt(
                credentials,
                connection.client().getAddress(),
                listener,
                policy.limits().failedLogins(),
                smtp ? PasswordScope.SEND : PasswordScope.RECEIVE,
                policy.logins().domain(),
                policy.protocol() == Protocol.IMAP);
    }
}
