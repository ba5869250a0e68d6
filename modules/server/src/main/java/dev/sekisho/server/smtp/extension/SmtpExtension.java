// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.extension;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.smtp.SmtpReply;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.james.core.Username;

/**
 * A command that an operator adds to the SMTP listeners. The policy decides first, and lets it through where VRFY would be: behind TLS where
 * that is demanded, and for who has logged in where logins are. It can neither begin a transaction nor change what the session may do.
 *
 * <p>For any thread.
 */
public interface SmtpExtension {
    /** The verb: letters and digits, the first one a letter; not one of the server's own. */
    String verb();

    /** What EHLO announces it by (RFC 5321 2.2.2); empty to announce nothing. */
    default Optional<String> ehloKeyword() {
        return Optional.empty();
    }

    /**
     * Answers the command. May block; called by a worker.
     *
     * @param argument what stands behind the verb, without blanks around it
     * @throws Exception if it cannot be answered; the failure is logged, and the client gets a temporary refusal
     */
    SmtpReply answer(Client client, String argument) throws Exception;

    /**
     * Who asks.
     *
     * @param listener the listener's name
     * @param address the client's address
     * @param helo what the client called itself; empty before its greeting
     * @param tls true under TLS
     * @param user who has logged in
     */
    record Client(
            ListenerName listener, InetSocketAddress address, String helo, boolean tls, Optional<Username> user) {}
}
