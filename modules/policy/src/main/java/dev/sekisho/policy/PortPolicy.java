// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import dev.sekisho.policy.limit.PortLimits;
import java.util.Optional;

/**
 * What a listener demands of a session.
 *
 * @param name the name that listeners and logs call it by
 * @param protocol the protocol spoken
 * @param tls what is said about TLS
 * @param auth whether users log in
 * @param relay whose mail for other domains is sent onward
 * @param sender which addresses MAIL FROM may name
 * @param unknownName what a TLS client gets that names a host which no certificate serves
 * @param loopbackOnly true if the listener may only be bound to a loopback address
 * @param limits the bounds it keeps
 */
public record PortPolicy(
        String name,
        Protocol protocol,
        TlsMode tls,
        AuthMode auth,
        RelayRule relay,
        SenderRule sender,
        UnknownName unknownName,
        boolean loopbackOnly,
        PortLimits limits) {

    /** What a TLS client gets that names a host which no certificate serves. */
    public enum UnknownName {
        /** The default certificate, without a warning alert (RFC 6066 3): the client judges it, and may let its user accept it. */
        DEFAULT_CERTIFICATE,
        /** The handshake fails with {@code unrecognized_name} (RFC 6066 3). */
        REFUSE;

        /** The word used in configurations. */
        public String text() {
            return switch (this) {
                case DEFAULT_CERTIFICATE -> "default-certificate";
                case REFUSE -> "refuse";
            };
        }
    }

    public PortPolicy {
        contradiction(name, protocol, tls, auth, relay, sender).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
    }

    private static Optional<String> contradiction(
            String name, Protocol protocol, TlsMode tls, AuthMode auth, RelayRule relay, SenderRule sender) {
        boolean alwaysTls = tls == TlsMode.REQUIRED || tls == TlsMode.IMPLICIT;
        String fault = null;
        if (auth == AuthMode.REQUIRED && !alwaysTls) {
            fault = "AUTH needs tls required or implicit, found tls " + tls.text();
        } else if (protocol == Protocol.IMAP && tls != TlsMode.IMPLICIT) {
            fault = "IMAP is served with tls implicit only, found tls " + tls.text();
        } else if (protocol != Protocol.SMTP && auth != AuthMode.REQUIRED) {
            fault = "mail is read by users who logged in, found auth " + auth.text();
        } else if (relay == RelayRule.PINNED && !alwaysTls) {
            fault = "a pinned relay needs tls required or implicit, found tls " + tls.text();
        } else if (relay == RelayRule.PINNED && auth != AuthMode.NONE) {
            fault = "a pinned relay knows its peers by their keys, found auth " + auth.text();
        } else if (relay == RelayRule.AUTHENTICATED && auth != AuthMode.REQUIRED) {
            fault = "relaying for users needs auth required, found auth " + auth.text();
        } else if (sender == SenderRule.OWN && auth != AuthMode.REQUIRED) {
            fault = "own senders need auth required, found auth " + auth.text();
        }
        return Optional.ofNullable(fault).map(text -> "policy " + name + ": " + text);
    }

    /** True if TLS clients are asked for a certificate. */
    public boolean asksClientCertificate() {
        return relay == RelayRule.PINNED;
    }

    /** The same policy under another name and with other demands; used to override properties of a built-in policy. */
    public PortPolicy with(
            TlsMode newTls, AuthMode newAuth, RelayRule newRelay, SenderRule newSender, PortLimits newLimits) {
        return new PortPolicy(
                name, protocol, newTls, newAuth, newRelay, newSender, unknownName, loopbackOnly, newLimits);
    }
}
