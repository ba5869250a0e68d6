// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl.scram;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first message of a client (RFC 5802 7, client-first-message).
 *
 * @param header the gs2-header, which the client repeats in its last message
 * @param binding what it says of channel binding
 * @param actingFor the account that the client wants to act for, if it names one
 * @param user the account that logs in
 * @param nonce the client's part of the nonce
 * @param bare the message without the header
 */
public record ClientFirst(
        String header, ChannelBindingFlag binding, Optional<String> actingFor, String user, String nonce, String bare) {
    /** Longer names and nonces than anybody has. */
    static final int LONGEST = 4_096;

    private static final String NAME = "(?:[^\\x00,=]++|=2C|=3D)+";
    /** A message with an extension that must be understood ({@code m=}) is of another form; further ones are passed over. */
    private static final Pattern FORM =
            Pattern.compile("((?:n|y|p=(?<type>[A-Za-z0-9.-]{1,64})),(?:a=(?<acting>" + NAME + "))?,)(?<bare>n=(?<user>"
                    + NAME + "),r=(?<nonce>[\\x21-\\x2B\\x2D-\\x7E]{1,512})(?:,[A-Za-z]=[^\\x00,]+)*)");

    /** Reads one; empty if it is of another form. */
    public static Optional<ClientFirst> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.length() > LONGEST || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new ClientFirst(
                matcher.group(1),
                flag(text, Optional.ofNullable(matcher.group("type"))),
                Optional.ofNullable(matcher.group("acting")).map(ClientFirst::name),
                name(matcher.group("user")),
                matcher.group("nonce"),
                matcher.group("bare")));
    }

    private static ChannelBindingFlag flag(String text, Optional<String> type) {
        return type.<ChannelBindingFlag>map(ChannelBindingFlag.Used::new)
                .orElseGet(() ->
                        text.startsWith("y") ? new ChannelBindingFlag.NotOffered() : new ChannelBindingFlag.None());
    }

    private static String name(String written) {
        return written.replace("=2C", ",").replace("=3D", "=");
    }
}
