// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.sasl.PasswordCredentials;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The dialogue of one AUTH command (RFC 4954 4) with PLAIN or LOGIN. Confined to a connection. */
final class SmtpAuth {
    /** What EHLO lists. */
    static final String MECHANISMS = "PLAIN LOGIN";

    private static final SmtpReply SEND_PLAIN = new SmtpReply(334, "", "");
    private static final SmtpReply SEND_USER = new SmtpReply(334, "", "VXNlcm5hbWU6");
    private static final SmtpReply SEND_PASSWORD = new SmtpReply(334, "", "UGFzc3dvcmQ6");

    private final boolean plain;
    private @Nullable String user;

    private SmtpAuth(boolean plain) {
        this.plain = plain;
    }

    /** What to do next. */
    sealed interface Step {
        /** Say this and wait for a line. */
        record Ask(SmtpReply challenge) implements Step {}

        /** Say this; the dialogue is over. */
        record Fail(SmtpReply reply) implements Step {}

        /** Check these; the dialogue is over. */
        record Check(PasswordCredentials credentials) implements Step {}
    }

    /** A dialogue for the mechanism that the argument names; empty if it is not served. */
    static Optional<SmtpAuth> of(String argument) {
        return switch (mechanism(argument)) {
            case "PLAIN" -> Optional.of(new SmtpAuth(true));
            case "LOGIN" -> Optional.of(new SmtpAuth(false));
            default -> Optional.empty();
        };
    }

    /** The first step, with the initial response if the argument holds one. */
    Step begin(String argument) {
        int space = argument.indexOf(' ');
        if (space < 0) {
            return new Step.Ask(plain ? SEND_PLAIN : SEND_USER);
        }
        String response = argument.substring(space + 1).strip();
        return next(response.equals("=") ? "" : response);
    }

    /** The step after a line of the client. */
    Step next(String response) {
        if (response.equals("*")) {
            return new Step.Fail(ServerReplies.AUTH_CANCELLED);
        }
        Optional<String> decoded = PasswordCredentials.decode(response);
        if (decoded.isEmpty()) {
            return new Step.Fail(ServerReplies.AUTH_NOT_BASE64);
        }
        if (plain) {
            return PasswordCredentials.ofPlain(response)
                    .<Step>map(Step.Check::new)
                    .orElseGet(() -> new Step.Fail(ServerReplies.AUTH_NOT_BASE64));
        }
        if (user == null) {
            user = decoded.get();
            return new Step.Ask(SEND_PASSWORD);
        }
        return new Step.Check(new PasswordCredentials(user, decoded.get()));
    }

    private static String mechanism(String argument) {
        int space = argument.indexOf(' ');
        return (space < 0 ? argument : argument.substring(0, space)).toUpperCase(Locale.ROOT);
    }
}
