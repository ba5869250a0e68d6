// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.device.DeviceList;
import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.proxy.TrustedProxies;
import java.util.List;
import java.util.Optional;

/**
 * All that a listener does differently from another of its protocol.
 *
 * @param name the name that listeners and logs call it by
 * @param protocol the protocol spoken
 * @param usualPort the port whose listeners have this policy without naming it
 * @param rules what it demands of a session
 * @param limits the limits it keeps
 * @param proxies the proxies through which clients connect, if any
 * @param clientChecks what is asked about clients that do not log in
 * @param trial stricter values that refuse nothing: it is noted down whom they would refuse
 */
public record PortPolicy(
        String name,
        Protocol protocol,
        int usualPort,
        PortRules rules,
        PortLimits limits,
        TrustedProxies proxies,
        ClientChecks clientChecks,
        List<TriedProperty> trial) {

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
        trial = List.copyOf(trial);
        rules.contradiction(protocol).or(() -> contradiction(rules, proxies)).ifPresent(fault -> {
            throw new IllegalArgumentException("policy " + name + ": " + fault);
        });
        if (clientChecks.any() && !rules.publicMx()) {
            throw new IllegalArgumentException(
                    "policy " + name + ": clients are checked where any server may deliver, and nowhere else");
        }
    }

    private static Optional<String> contradiction(PortRules rules, TrustedProxies proxies) {
        if (!proxies.endTls()) {
            return Optional.empty();
        }
        String fault = null;
        if (!proxies.expected()) {
            fault = "only a proxy can end TLS for a listener, found no network of proxies";
        } else if (rules.tls() != TlsMode.IMPLICIT) {
            fault = "a proxy ends TLS only where TLS begins with the first octet, found tls "
                    + rules.tls().text();
        } else if (rules.logins().mechanisms().allows(BuiltInMechanism.EXTERNAL)) {
            fault = "the key of a client cannot be seen behind a proxy that ends TLS, found the mechanism EXTERNAL";
        } else if (rules.relay() == RelayRule.PINNED) {
            fault = "the key of a client cannot be seen behind a proxy that ends TLS, found relay pinned";
        }
        return Optional.ofNullable(fault);
    }

    /** A policy whose clients connect directly, and about whom nothing is asked. */
    PortPolicy(String name, Protocol protocol, int usualPort, PortRules rules, PortLimits limits) {
        this(name, protocol, usualPort, rules, limits, TrustedProxies.NONE, ClientChecks.NONE, List.of());
    }

    /** The rule for TLS. */
    public TlsMode tls() {
        return rules.tls();
    }

    /** The rule for logins. */
    public AuthMode auth() {
        return rules.auth();
    }

    /** How users log in. */
    public LoginRules logins() {
        return rules.logins();
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
        return rules.addresses().loopbackOnly();
    }

    /** True if TLS clients are asked for a certificate. */
    public boolean asksClientCertificate() {
        return relay() == RelayRule.PINNED || rules.logins().mechanisms().allows(BuiltInMechanism.EXTERNAL);
    }

    /** True if the server itself shakes hands as the first thing. */
    public boolean beginsWithHandshake() {
        return tls() == TlsMode.IMPLICIT && !proxies.endTls();
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
     * @param address the octets of an IPv4 or IPv6 address; that of a proxy stands for anybody, and gives no right
     */
    public boolean relaysFor(byte[] address) {
        return !isProxy(address)
                && rules.addresses().relayNetworks().stream().anyMatch(network -> network.contains(address));
    }

    /**
     * The device that has an address, where devices are known by theirs.
     *
     * @param address the octets of an IPv4 or IPv6 address; that of a proxy stands for anybody, and is no device's
     */
    public Optional<Device> deviceAt(byte[] address) {
        return isProxy(address)
                ? Optional.empty()
                : rules.addresses().devices().flatMap(devices -> devices.at(address));
    }

    private boolean isProxy(byte[] address) {
        return proxies.expected() && proxies.refusal(address).isEmpty();
    }

    /** True if only devices are served, each known by its address. */
    public boolean servesDevices() {
        return rules.addresses().devices().isPresent();
    }

    /** The same policy, which serves these devices and nobody else. */
    public PortPolicy withDevices(DeviceList devices) {
        return with(rules.ofDevices(devices), limits);
    }

    /**
     * True if what a client does is counted, because its address is neither excepted from rates nor trusted to relay, nor that of a device, which has a rate
     * of its own.
     *
     * @param address the octets of an IPv4 or IPv6 address
     */
    public boolean limitsRatesOf(byte[] address) {
        return !limits.clientRates().excepts(address)
                && !relaysFor(address)
                && deviceAt(address).isEmpty();
    }

    /** The same policy, which relays for these networks. */
    public PortPolicy withRelayNetworks(List<CidrNetwork> networks) {
        return with(rules.withRelayNetworks(networks), limits);
    }

    /** The same policy, whose clients connect through these proxies. */
    public PortPolicy withProxies(TrustedProxies trusted) {
        return new PortPolicy(name, protocol, usualPort, rules, limits, trusted, clientChecks, trial);
    }

    /** The same policy with other rules and limits: those that a listener overrides. */
    public PortPolicy with(PortRules newRules, PortLimits newLimits) {
        return new PortPolicy(name, protocol, usualPort, newRules, newLimits, proxies, clientChecks, trial);
    }

    /** The same policy, which asks this about clients. */
    public PortPolicy withClientChecks(ClientChecks checks) {
        return new PortPolicy(name, protocol, usualPort, rules, limits, proxies, checks, trial);
    }

    /** The same policy with these values on trial, in the place of others. */
    public PortPolicy withTrial(List<TriedProperty> tried) {
        return new PortPolicy(name, protocol, usualPort, rules, limits, proxies, clientChecks, tried);
    }
}
