// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.limit.PortLimits;
import java.util.List;

/**
 * All that a listener does differently from another of its protocol.
 *
 * @param name the name that listeners and logs call it by
 * @param protocol the protocol spoken
 * @param usualPort the port whose listeners have this policy without naming it
 * @param rules what it demands of a session
 * @param limits the limits it keeps
 * @param clientChecks what is asked about clients that do not log in
 */
public record PortPolicy(
        String name, Protocol protocol, int usualPort, PortRules rules, PortLimits limits, ClientChecks clientChecks) {

    /** What a TLS client gets that names a host which no certificate serves. */
    public enum UnknownName {
        /** The default certificate, without a warning alert (RFC 6066 3): the client checks it, and may let its user accept it. */
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
        rules.contradiction(protocol).ifPresent(fault -> {
            throw new IllegalArgumentException("policy " + name + ": " + fault);
        });
        if (clientChecks.any() && !rules.publicMx()) {
            throw new IllegalArgumentException(
                    "policy " + name + ": clients are checked where any server may deliver, and nowhere else");
        }
    }

    /** A policy that asks nothing about clients. */
    PortPolicy(String name, Protocol protocol, int usualPort, PortRules rules, PortLimits limits) {
        this(name, protocol, usualPort, rules, limits, ClientChecks.NONE);
    }

    /** The rule for TLS. */
    public TlsMode tls() {
        return rules.tls();
    }

    /** The rule for logins. */
    public AuthMode auth() {
        return rules.auth();
    }

    /** The rule for mail to other domains. */
    public RelayRule relay() {
        return rules.relay();
    }

    /** The rule for senders. */
    public SenderRule sender() {
        return rules.sender();
    }

    /** The rule for TLS clients that name a host which no certificate serves. */
    public UnknownName unknownName() {
        return rules.unknownName();
    }

    /** True if the listener may only be bound to a loopback address. */
    public boolean loopbackOnly() {
        return rules.loopbackOnly();
    }

    /** True if TLS clients are asked for a certificate. */
    public boolean asksClientCertificate() {
        return relay() == RelayRule.PINNED;
    }

    /**
     * True if a client is turned away that speaks before it is greeted (RFC 5321 3.1): where any server may deliver, only one that does not
     * read replies does so. With implicit TLS the client speaks first in any case.
     */
    public boolean refusesEarlyTalkers() {
        return protocol == Protocol.SMTP && rules.publicMx() && tls() != TlsMode.IMPLICIT;
    }

    /** True if TLS that is demanded keeps away servers that have a right to deliver (RFC 3207 4). */
    public boolean shutsOutServersWithoutTls() {
        return rules.publicMx() && (tls() == TlsMode.REQUIRED || tls() == TlsMode.IMPLICIT);
    }

    /**
     * True if mail of a client is sent onward without a login, because of its address.
     *
     * @param address the octets of an IPv4 or IPv6 address
     */
    public boolean relaysFor(byte[] address) {
        return rules.relayNetworks().stream().anyMatch(network -> network.contains(address));
    }

    /** The same policy, which relays for these networks. */
    public PortPolicy withRelayNetworks(List<CidrNetwork> networks) {
        return with(rules.withRelayNetworks(networks), limits);
    }

    /** The same policy with other rules and limits: those that a listener overrides. */
    public PortPolicy with(PortRules newRules, PortLimits newLimits) {
        return new PortPolicy(name, protocol, usualPort, newRules, newLimits, clientChecks);
    }

    /** The same policy, which asks this about clients. */
    public PortPolicy withClientChecks(ClientChecks checks) {
        return new PortPolicy(name, protocol, usualPort, rules, limits, checks);
    }
}
