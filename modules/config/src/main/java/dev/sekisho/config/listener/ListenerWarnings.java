// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.Strictness;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.device.DeviceList;
import dev.sekisho.policy.limit.ClientRates;
import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.limit.SendingLimits;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinnedPeer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Warns of settings that are allowed but rarely intended.
 *
 * @param listener the listener
 * @param problems where warnings go
 */
record ListenerWarnings(ListenerConfiguration listener, ProblemList problems) {

    /** Messages that an honest server may well have at one time. */
    private static final int FEW = 60;

    /** Addresses of a list that may be out of date. */
    private static final int FEW_UNKNOWN = 20;

    private static final int IPV6_OCTETS = 16;

    void give() {
        if (listener.policy().shutsOutServersWithoutTls() && listener.socket().isPublic()) {
            warn(
                    "a public port for mail from other servers must not require TLS (RFC 3207 4): servers without TLS"
                            + " could not send to you",
                    "use tls offered, or bind to a private address");
        }
        proxies();
        devices();
        if (!listener.policy().servesDevices()
                && listener.policy().relay() == RelayRule.LISTED
                && listener.socket().isPublic()) {
            warn(
                    "other machines may send to the listed recipients without AUTH",
                    "bind to 127.0.0.1 or [::1] to allow only this machine");
        }
        popBeforeSmtp();
        sending();
        rates();
        single();
    }

    /** Whoever has an address of a proxy may speak for any client. */
    private void proxies() {
        listener.policy().proxies().networks().stream()
                .filter(network -> isWide(network) && !isPrivate(network))
                .forEach(network -> warn(
                        "every address in " + network + " may say in a PROXY header which client it speaks for",
                        "list the addresses of the proxies alone in <proxy-network>"));
    }

    /** The prefix is shorter than half an address: /16 of IPv4, /64 of IPv6. */
    private static boolean isWide(CidrNetwork network) {
        return network.prefixLength() < network.first().length * Byte.SIZE / 2;
    }

    private static boolean isPrivate(CidrNetwork network) {
        try {
            InetAddress first = InetAddress.getByAddress(network.first());
            boolean uniqueLocal = network.first().length == IPV6_OCTETS && (network.first()[0] & 0xFE) == 0xFC;
            return first.isSiteLocalAddress() || first.isLoopbackAddress() || first.isLinkLocalAddress() || uniqueLocal;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the octets of a network are 4 or 16", e);
        }
    }

    /** At each start: what an address proves is little. */
    private void devices() {
        listener.policy()
                .rules()
                .addresses()
                .devices()
                .map(DeviceList::devices)
                .filter(devices -> !devices.isEmpty())
                .ifPresent(devices -> warn(
                        "every machine that has or takes an address of "
                                + devices.stream().map(ListenerWarnings::shown).collect(Collectors.joining(", "))
                                + " may send without AUTH"
                                + (Strictness.of(listener.policy().tls(), TlsMode.OFFERED) == Strictness.STRICTER
                                        ? ""
                                        : " and without TLS"),
                        "keep it for devices that can do neither; those that can log in belong on a submission port"));
    }

    /** At each start, too. */
    private void popBeforeSmtp() {
        listener.policy()
                .rules()
                .addresses()
                .popBeforeSmtp()
                .ifPresent(within -> warn(
                        "for " + within.toSeconds()
                                + " s after a POP3 login of a user who has POP before SMTP, everybody who"
                                + " shares the user's address may send as the user without AUTH",
                        "let clients log in with AUTH where they can; 'user list' shows who has POP before SMTP"));
    }

    private static String shown(Device device) {
        return device.name() + " ("
                + device.networks().stream().map(CidrNetwork::toString).collect(Collectors.joining(" ")) + ")";
    }

    private void sending() {
        SendingLimits limits = listener.policy().limits().sending();
        if (listener.policy().auth() == AuthMode.REQUIRED && limits.dayBelowHour()) {
            warn(
                    "a user may send to " + limits.recipientsADay() + " recipients in a day, which is fewer than "
                            + limits.recipientsAnHour() + " in an hour: the limit of an hour has no effect",
                    "use a max-recipients-per-day of at least max-recipients-per-hour");
        }
    }

    /** A rate that one server reaches with what other limits allow it. */
    private void rates() {
        PortLimits limits = listener.policy().limits();
        ClientRates rates = limits.clientRates();
        boolean smtp = listener.policy().protocol() == Protocol.SMTP;
        if (rates.connections() < limits.connections().openPerAddress()) {
            warn(
                    "client-connection-rate is " + rates.connections() + ": a client that opens the "
                            + limits.connections().openPerAddress()
                            + " connections that it may have waits for a minute",
                    "use at least the value of max-connections-per-address");
        }
        if (smtp && rates.mails() < FEW) {
            warn(
                    "client-mail-rate is " + rates.mails()
                            + ": a server that has mail for some of your users gets there in a minute",
                    "use at least " + FEW);
        }
        if (smtp && rates.recipients() < limits.messages().recipients()) {
            warn(
                    "client-recipient-rate is " + rates.recipients() + ": one message with the "
                            + limits.messages().recipients() + " recipients that it may have exceeds it",
                    "use at least the value of max-recipients");
        }
        if (smtp) {
            unknownRecipients(rates);
        }
    }

    private void unknownRecipients(ClientRates rates) {
        if (rates.unknown() < FEW_UNKNOWN) {
            warn(
                    "max-unknown-recipients is " + rates.unknown()
                            + ": a list with some addresses that are out of date gets there",
                    "use at least " + FEW_UNKNOWN);
        }
        if (rates.undelayedUnknown() >= rates.unknown()) {
            warn(
                    "undelayed-unknown-recipients is " + rates.undelayedUnknown()
                            + ", and connections are closed after " + rates.unknown()
                            + ": nothing is ever answered later",
                    "use less than the value of max-unknown-recipients");
        }
    }

    private void single() {
        Map<String, List<PinnedPeer>> byName = new LinkedHashMap<>();
        listener.lists().peers().peers().stream()
                .filter(peer -> peer.state() != PinState.REVOKED)
                .forEach(peer -> byName.computeIfAbsent(peer.name(), name -> new ArrayList<>())
                        .add(peer));
        byName.forEach((name, pins) -> {
            if (pins.size() == 1) {
                warn(
                        "peer " + name + " has one pin and no next one: it can no longer relay when its key changes",
                        "list the pin of its next key with state=\"next\"");
            }
        });
    }

    private void warn(String found, String expected) {
        problems.warn(listener.position(), "listener " + listener.name(), found, expected);
    }
}
