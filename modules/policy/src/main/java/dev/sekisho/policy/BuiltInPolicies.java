// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import dev.sekisho.policy.device.DeviceList;
import dev.sekisho.policy.limit.PortLimits;
import java.util.List;
import java.util.Optional;

/** The policies that listeners name. An entry is all that a policy needs: files, {@code explain}, {@code prove} and the server ask it. */
public final class BuiltInPolicies {
    /** 25: mail from other servers (RFC 5321, RFC 3207). */
    public static final PortPolicy MX = smtp(
            "mx",
            25,
            PortRules.of(TlsMode.OFFERED, AuthMode.NONE, RelayRule.NEVER, SenderRule.ANY)
                    .ofPublicMx());

    /** 587: mail from users, STARTTLS then AUTH (RFC 6409). */
    public static final PortPolicy SUBMISSION = smtp(
            "submission",
            587,
            PortRules.of(TlsMode.REQUIRED, AuthMode.REQUIRED, RelayRule.AUTHENTICATED, SenderRule.OWN));

    /** 465: mail from users, TLS from the first byte, then AUTH (RFC 8314 3.3). */
    public static final PortPolicy SUBMISSIONS = smtp(
            "submissions",
            465,
            PortRules.of(TlsMode.IMPLICIT, AuthMode.REQUIRED, RelayRule.AUTHENTICATED, SenderRule.OWN));

    /** 2525: mail from peers whose TLS client key is pinned. */
    public static final PortPolicy RELAY =
            smtp("relay", 2525, PortRules.of(TlsMode.REQUIRED, AuthMode.NONE, RelayRule.PINNED, SenderRule.ANY));

    /** 10025, loopback only: mail that a filter on this machine hands back. */
    public static final PortPolicy REINJECTION = smtp(
            "reinjection",
            10025,
            PortRules.of(TlsMode.NONE, AuthMode.NONE, RelayRule.LISTED, SenderRule.ANY)
                    .onLoopbackOnly());

    /** 2526: mail from printers and scanners that can do neither TLS nor a login; each is listed, with its address and its senders. */
    public static final PortPolicy DEVICE = new PortPolicy(
            "device",
            Protocol.SMTP,
            2526,
            PortRules.of(TlsMode.OFFERED, AuthMode.NONE, RelayRule.LISTED, SenderRule.LISTED)
                    .ofDevices(new DeviceList(List.of())),
            PortLimits.DEVICE);

    /** 110: STLS, then login (RFC 1939, RFC 2595). */
    public static final PortPolicy POP3 = reading("pop3", Protocol.POP3, 110, TlsMode.REQUIRED);

    /** 995: TLS from the first byte (RFC 8314 3.2). */
    public static final PortPolicy POP3S = reading("pop3s", Protocol.POP3, 995, TlsMode.IMPLICIT);

    /** 993: TLS from the first byte (RFC 8314 3.2). */
    public static final PortPolicy IMAPS = reading("imaps", Protocol.IMAP, 993, TlsMode.IMPLICIT);

    private static final List<PortPolicy> ALL =
            List.of(MX, SUBMISSION, SUBMISSIONS, RELAY, REINJECTION, DEVICE, POP3, POP3S, IMAPS);

    private BuiltInPolicies() {}

    /** Every built-in policy, in the order of the documentation. */
    public static List<PortPolicy> all() {
        return ALL;
    }

    /** The policy with this name; empty if there is none. */
    public static Optional<PortPolicy> named(String name) {
        return ALL.stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    /** The policy of a listener on this port that names none; empty if the port has no meaning here. */
    public static Optional<PortPolicy> ofPort(int port) {
        return ALL.stream().filter(policy -> policy.usualPort() == port).findFirst();
    }

    /** The built-in policy of which a policy is a variant with other rules or limits: no two have one usual port. */
    public static Optional<PortPolicy> baseOf(PortPolicy variant) {
        return ofPort(variant.usualPort());
    }

    private static PortPolicy smtp(String name, int port, PortRules rules) {
        return new PortPolicy(name, Protocol.SMTP, port, rules, PortLimits.SMTP);
    }

    private static PortPolicy reading(String name, Protocol protocol, int port, TlsMode tls) {
        PortRules rules = PortRules.of(tls, AuthMode.REQUIRED, RelayRule.NEVER, SenderRule.ANY);
        return new PortPolicy(name, protocol, port, rules, PortLimits.READING);
    }
}
