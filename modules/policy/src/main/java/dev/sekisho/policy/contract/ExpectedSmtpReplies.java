// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpVerb;
import java.util.Optional;

/** What a client sees of a decision. */
final class ExpectedSmtpReplies {
    private ExpectedSmtpReplies() {}

    static Expectation of(SmtpRefusal refusal) {
        return new Expectation.Reply(
                refusal.reply().code(), refusal.reply().enhanced(), Optional.empty(), refusal.closes());
    }

    /** The reply to a command that is carried out (RFC 5321 4.3.2). */
    static Expectation served(SmtpVerb verb) {
        return switch (verb) {
            case MAIL -> Expectation.Reply.of(250, "2.1.0");
            case RCPT -> Expectation.Reply.of(250, "2.1.5");
            case DATA -> Expectation.Reply.of(354, "");
            case AUTH -> Expectation.Reply.of(334, "");
            case VRFY -> Expectation.Reply.of(252, "");
            case STARTTLS -> Expectation.Reply.of(220, "");
            case QUIT -> new Expectation.Reply(221, "", Optional.empty(), true);
            case EHLO, HELO, RSET, NOOP, BDAT -> Expectation.Reply.of(250, "");
            case HELP, EXPN, ETRN, ATRN, TURN, EXTENSION, UNKNOWN -> new Expectation.Served();
        };
    }
}
