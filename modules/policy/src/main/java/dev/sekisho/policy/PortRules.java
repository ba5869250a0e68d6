// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.device.DeviceList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a port policy demands of a session, but for its limits. Rules that contradict each other are refused by {@link PortPolicy}, which
 * knows the protocol.
 *
 * @param tls the rule for TLS
 * @param unknownName what a TLS client gets that names a host which no certificate serves
 * @param logins whether and how users log in
 * @param relay whose mail for other domains is sent onward
 * @param sender which addresses MAIL FROM may name
 * @param publicMx true if any server may deliver here, because the DNS names this one (RFC 3207 4: a publicly-referenced server)
 * @param addresses what follows from an address alone
 */
public record PortRules(
        TlsMode tls,
        UnknownName unknownName,
        LoginRules logins,
        RelayRule relay,
        SenderRule sender,
        boolean publicMx,
        AddressRules addresses) {

    /** Whether users log in. */
    public AuthMode auth() {
        return logins.auth();
    }

    /**
     * A rule as it is shown.
     *
     * @param label for people
     * @param key for programs
     * @param value what the rule says
     */
    public record Shown(String label, String key, String value) {}

    /** The rules that {@code explain} shows, in its order. */
    public List<Shown> shown() {
        List<Shown> shown = new ArrayList<>(List.of(
                new Shown("TLS", "tls", tls.text()),
                new Shown("AUTH", "auth", auth().text()),
                new Shown(
                        "mechanisms",
                        "mechanisms",
                        auth() == AuthMode.NONE ? "none" : logins.mechanisms().text()),
                new Shown("relay", "relay", relay.text()),
                new Shown("sender", "sender", sender.text()),
                new Shown("unknown TLS name", "unknownName", unknownName.text())));
        logins.domain().ifPresent(domain -> shown.add(new Shown("login domain", "loginDomain", domain)));
        return List.copyOf(shown);
    }

    /** Which of these rules contradict each other under a protocol, in words; empty if none do. */
    Optional<String> contradiction(Protocol protocol) {
        AuthMode auth = auth();
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
        } else if (!publicMx && !addresses.relayNetworks().isEmpty()) {
            fault = "networks relay without AUTH where any server may deliver, and nowhere else";
        } else if (addresses.popBeforeSmtp().isPresent() && (protocol != Protocol.SMTP || auth != AuthMode.REQUIRED)) {
            fault = "POP before SMTP stands for a login where mail is sent and auth is required, found " + protocol
                    + " and auth " + auth.text();
        }
        return Optional.ofNullable(fault)
                .or(() -> logins.contradiction(protocol))
                .or(() -> contradictionOfDevices(protocol));
    }

    private Optional<String> contradictionOfDevices(Protocol protocol) {
        boolean devices = addresses.devices().isPresent();
        String fault = null;
        if (devices && protocol != Protocol.SMTP) {
            fault = "devices only send mail, found " + protocol;
        } else if (devices && auth() == AuthMode.REQUIRED) {
            fault = "devices are known by their addresses and do not log in, found auth required";
        } else if (devices && relay != RelayRule.LISTED && relay != RelayRule.NEVER) {
            fault = "devices send to local users and listed recipients, found relay " + relay.text();
        } else if (devices != (sender == SenderRule.LISTED)) {
            fault = devices
                    ? "each device has its senders, found sender " + sender.text()
                    : "only devices have listed senders, found sender listed";
        }
        return Optional.ofNullable(fault);
    }

    /** Rules that are for anybody on any address, with the default certificate for an unknown name. */
    public static PortRules of(TlsMode tls, AuthMode auth, RelayRule relay, SenderRule sender) {
        return new PortRules(
                tls, UnknownName.DEFAULT_CERTIFICATE, LoginRules.of(auth), relay, sender, false, AddressRules.NONE);
    }

    /** The same rules with other demands. */
    public PortRules with(TlsMode newTls, AuthMode newAuth, RelayRule newRelay, SenderRule newSender) {
        return new PortRules(newTls, unknownName, logins.withAuth(newAuth), newRelay, newSender, publicMx, addresses);
    }

    /** The same rules with other logins. */
    public PortRules with(LoginRules others) {
        return new PortRules(tls, unknownName, others, relay, sender, publicMx, addresses);
    }

    /** The same rules with another answer to TLS clients that name an unknown host. */
    public PortRules with(UnknownName answer) {
        return new PortRules(tls, answer, logins, relay, sender, publicMx, addresses);
    }

    /** The same rules with other networks. */
    PortRules withRelayNetworks(List<CidrNetwork> networks) {
        return new PortRules(tls, unknownName, logins, relay, sender, publicMx, addresses.withRelayNetworks(networks));
    }

    /** The same rules, for a port where any server may deliver. */
    PortRules ofPublicMx() {
        return new PortRules(tls, unknownName, logins, relay, sender, true, addresses);
    }

    /** The same rules, for loopback addresses alone. */
    PortRules onLoopbackOnly() {
        return new PortRules(tls, unknownName, logins, relay, sender, publicMx, addresses.withLoopbackOnly(true));
    }

    /** The same rules, where a login by POP3 stands for one for so long. */
    PortRules withPopBeforeSmtp(Optional<Duration> within) {
        return new PortRules(tls, unknownName, logins, relay, sender, publicMx, addresses.withPopBeforeSmtp(within));
    }

    /** The same rules, for these devices and nobody else. */
    PortRules ofDevices(DeviceList devices) {
        return new PortRules(tls, unknownName, logins, relay, sender, publicMx, addresses.withDevices(devices));
    }
}
