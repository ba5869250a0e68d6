// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import java.util.List;

/**
 * One thing that a client does.
 *
 * <p>A line may hold {@code {user}}, the address of the user who proves; {@code {domain}}, that user's domain, which is a local one;
 * {@code {other}}, the address of another user of it; and {@code {nobody}}, a local part that no user has.
 */
public sealed interface ScenarioStep {
    /** The mark in a line for the address of the user who proves. */
    String USER = "{user}";
    /** The mark in a line for the address of another user of the same domain. */
    String OTHER_USER = "{other}";
    /** The mark in a line for a local domain. */
    String DOMAIN = "{domain}";
    /** A host that no certificate can be for (RFC 6761 6.4). */
    String STRANGE_HOST = "no-such-host.invalid";
    /** The mark in a line for a local part that no user has. */
    String NOBODY = "{nobody}";

    /** How a client begins TLS. */
    enum Hello {
        /** TLS 1.2 or later, without a certificate of its own. */
        MODERN,
        /** TLS 1.2 or later, with a certificate that nobody has pinned. */
        WITH_UNKNOWN_CERTIFICATE,
        /** TLS 1.2 or later, naming {@link #STRANGE_HOST} (RFC 6066 3). */
        NAMING_A_STRANGE_HOST,
        /** TLS 1.0 alone, which RFC 8996 retired. */
        ONLY_TLS_1_0,
        /** TLS 1.1 alone, which RFC 8996 retired. */
        ONLY_TLS_1_1,
        /** TLS 1.2 with key exchanges that have no forward secrecy (RFC 9325 4.1). */
        ONLY_STATIC_RSA
    }

    /** A PROXY header that a listener behind proxies takes from nobody. */
    enum ProxyHeaderForm {
        /** None at all. */
        MISSING,
        /** One that ends before its time. */
        CUT,
        /** One of a client whose address is not told. */
        WITHOUT_ADDRESS,
        /** One of a client that came to the proxy without TLS. */
        WITHOUT_TLS
    }

    /** Whose credentials a client shows. */
    enum Credentials {
        /** The right ones of the user who proves. */
        RIGHT,
        /** The name of the user who proves, and a password that is not theirs. */
        WRONG_PASSWORD,
        /** A user who does not exist. */
        UNKNOWN_USER
    }

    /** The command that a login is made with. */
    enum Mechanism {
        /** SASL PLAIN (RFC 4616). */
        PLAIN,
        /** POP3's USER and PASS, IMAP's LOGIN. */
        USER_AND_PASSWORD
    }

    /**
     * Connects, on a port of implicit TLS shakes hands, and reads the greeting.
     *
     * @param hello how TLS is begun, where it is implicit
     */
    record Connect(Hello hello) implements ScenarioStep {}

    /**
     * Connects to a port of implicit TLS and speaks cleartext.
     *
     * @param line what is sent
     */
    record SpeakInClear(String line) implements ScenarioStep {}

    /**
     * Connects to a listener behind proxies with a header that it does not take, and says a line.
     *
     * @param header the header
     * @param line what is sent behind it
     */
    record SpeakBehindProxyHeader(ProxyHeaderForm header, String line) implements ScenarioStep {}

    /**
     * Says a line and reads the reply.
     *
     * @param line the line without its CR LF
     */
    record Say(String line) implements ScenarioStep {}

    /**
     * Sends a message, which was asked for, and its end, and reads the reply.
     *
     * @param lines its lines without their CR LF
     */
    record Message(List<String> lines) implements ScenarioStep {
        public Message {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Says several lines at once, then reads as many replies.
     *
     * @param lines the lines without their CR LF
     */
    record SayTogether(List<String> lines) implements ScenarioStep {
        public SayTogether {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Says STARTTLS or STLS, reads the reply and shakes hands.
     *
     * @param hello how TLS is begun
     */
    record StartTls(Hello hello) implements ScenarioStep {}

    /**
     * Says STARTTLS or STLS and, in the same packet, a line in cleartext; then tries to shake hands.
     *
     * @param line what an attacker would have executed under TLS
     */
    record StartTlsAndMore(String line) implements ScenarioStep {}

    /**
     * Logs in.
     *
     * @param credentials whose
     * @param mechanism by which command
     */
    record LogIn(Credentials credentials, Mechanism mechanism) implements ScenarioStep {}

    /** Logs in with the right credentials on a connection of its own, which stays open until the scenario ends. */
    record LogInElsewhere() implements ScenarioStep {}
}
