// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.policy.limit.PortLimits;
import java.util.List;
import java.util.Optional;

/** The policies that listeners name, and the ports whose listeners need not name one. */
public final class BuiltInPolicies {
    /** 25: mail from other servers (RFC 5321, RFC 3207). */
    public static final PortPolicy MX = smtp("mx", TlsMode.OFFERED, AuthMode.NONE, RelayRule.NEVER, SenderRule.ANY)
            .policy();
    /** 587: mail from users, STARTTLS then AUTH (RFC 6409). */
    public static final PortPolicy SUBMISSION = smtp(
                    "submission", TlsMode.REQUIRED, AuthMode.REQUIRED, RelayRule.AUTHENTICATED, SenderRule.OWN)
            .policy();
    /** 465: mail from users, TLS from the first byte, then AUTH (RFC 8314 3.3). */
    public static final PortPolicy SUBMISSIONS = smtp(
                    "submissions", TlsMode.IMPLICIT, AuthMode.REQUIRED, RelayRule.AUTHENTICATED, SenderRule.OWN)
            .policy();
    /** 2525: mail from peers whose TLS client key is pinned. */
    public static final PortPolicy RELAY = smtp(
                    "relay", TlsMode.REQUIRED, AuthMode.NONE, RelayRule.PINNED, SenderRule.ANY)
            .policy();
    /** 10025, loopback only: mail that a filter on this machine hands back. */
    public static final PortPolicy REINJECTION = smtp(
                    "reinjection", TlsMode.NONE, AuthMode.NONE, RelayRule.LISTED, SenderRule.ANY)
            .loopbackOnly()
            .policy();
    /** 110: STLS, then login (RFC 1939, RFC 2595). */
    public static final PortPolicy POP3 = reading("pop3", Protocol.POP3, TlsMode.REQUIRED);
    /** 995: TLS from the first byte (RFC 8314 3.2). */
    public static final PortPolicy POP3S = reading("pop3s", Protocol.POP3, TlsMode.IMPLICIT);
    /** 993: TLS from the first byte (RFC 8314 3.2). */
    public static final PortPolicy IMAPS = reading("imaps", Protocol.IMAP, TlsMode.IMPLICIT);

    private static final List<PortPolicy> ALL =
            List.of(MX, SUBMISSION, SUBMISSIONS, RELAY, REINJECTION, POP3, POP3S, IMAPS);

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
        return switch (port) {
            case 25 -> Optional.of(MX);
            case 587 -> Optional.of(SUBMISSION);
            case 465 -> Optional.of(SUBMISSIONS);
            case 2525 -> Optional.of(RELAY);
            case 10025 -> Optional.of(REINJECTION);
            case 110 -> Optional.of(POP3);
            case 995 -> Optional.of(POP3S);
            case 993 -> Optional.of(IMAPS);
            default -> Optional.empty();
        };
    }

    private static Draft smtp(String name, TlsMode tls, AuthMode auth, RelayRule relay, SenderRule sender) {
        return new Draft(name, tls, auth, relay, sender, false);
    }

    private static PortPolicy reading(String name, Protocol protocol, TlsMode tls) {
        return new PortPolicy(
                name,
                protocol,
                tls,
                AuthMode.REQUIRED,
                RelayRule.NEVER,
                SenderRule.ANY,
                UnknownName.DEFAULT_CERTIFICATE,
                false,
                PortLimits.READING);
    }

    private record Draft(
            String name, TlsMode tls, AuthMode auth, RelayRule relay, SenderRule sender, boolean loopback) {
        Draft loopbackOnly() {
            return new Draft(name, tls, auth, relay, sender, true);
        }

        PortPolicy policy() {
            return new PortPolicy(
                    name,
                    Protocol.SMTP,
                    tls,
                    auth,
                    relay,
                    sender,
                    UnknownName.DEFAULT_CERTIFICATE,
                    loopback,
                    PortLimits.SMTP);
        }
    }
}
