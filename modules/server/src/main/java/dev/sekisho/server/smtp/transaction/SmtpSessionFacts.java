// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.server.transport.tls.TlsSessionInfo;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.james.core.Username;

/**
 * Who sent a message and how, for {@code Received} and the log.
 *
 * @param listener the listener's name
 * @param identity who the client is without its own word
 * @param helo what the client called itself
 * @param extended true if it said EHLO
 * @param tls the session's TLS
 * @param user who logged in
 * @param pin the name of the pinned peer
 * @param sessionId a short name of the session
 */
public record SmtpSessionFacts(
        ListenerName listener,
        ClientIdentity identity,
        String helo,
        boolean extended,
        Optional<TlsSessionInfo> tls,
        Optional<Username> user,
        Optional<String> pin,
        String sessionId) {

    /** The client's address. */
    public InetSocketAddress client() {
        return identity.address();
    }

    /** The protocol's name in {@code Received} (RFC 3848). */
    public String protocol() {
        if (!extended) {
            return "SMTP";
        }
        return "ESMTP" + (tls.isPresent() ? "S" : "") + (user.isPresent() && !identity.popLogin() ? "A" : "");
    }
}
