// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.contract.ScenarioStep.Message;
import dev.sekisho.policy.contract.ScenarioStep.Say;
import dev.sekisho.policy.limit.MessageLimits;
import dev.sekisho.policy.smtp.AuthorStatus;
import dev.sekisho.policy.smtp.HeaderSyntax;
import dev.sekisho.policy.smtp.MessageAuthor;
import dev.sekisho.policy.smtp.MessageFacts;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpVerb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The rows of whole messages. Only those that are refused have steps: nobody finds mail because a port was proved. */
final class SmtpMessageContract {
    private static final String FROM = "From: <" + ScenarioStep.USER + ">";
    private static final String FROM_OTHER = "From: <prove@remote.invalid>";
    private static final String SUBJECT = "Subject: prove";

    private final SmtpCheckpoint checkpoint;
    private final boolean own;
    private final SmtpScenarioState ready;
    private final List<ContractRow> rows = new ArrayList<>();

    /**
     * @param open where a sender was taken
     */
    SmtpMessageContract(PortPolicy policy, SmtpScenarioState open) {
        this.checkpoint = new SmtpCheckpoint(policy);
        this.own = policy.sender() == SenderRule.OWN;
        this.ready = open.then(
                open.name(), open.state().afterRcpt(), new Say("RCPT TO:<" + ScenarioStep.USER + ">"), new Say("DATA"));
    }

    List<ContractRow> rows() {
        forms();
        if (own) {
            authors();
        }
        return List.copyOf(rows);
    }

    private void forms() {
        MessageFacts sound = MessageFacts.SOUND;
        row("a message, sound", sound, "RFC 5321 4.1.1.4");
        row(
                "a message whose first line begins with a blank",
                sound.with(HeaderSyntax.FIRST_LINE_CONTINUES),
                "RFC 5322 2.2.3",
                " " + SUBJECT,
                FROM);
        row("a message with a bare LF", sound.withBareLineEnds(), "RFC 5321 2.3.8", FROM, SUBJECT + "\n.");
        row(
                "a message after " + (MessageLimits.MAX_HOPS + 1) + " servers",
                sound.withHops(MessageLimits.MAX_HOPS + 1),
                "RFC 5321 6.3",
                lines(FROM, Collections.nCopies(MessageLimits.MAX_HOPS + 1, "Received: by prove.invalid")));
        row(
                "a message of " + (MessageLimits.MAX_NESTING + 1) + " levels",
                sound.withLevels(OptionalInt.of(MessageLimits.MAX_NESTING + 1)),
                "RFC 2046 5.2.1",
                lines(
                        FROM,
                        Stream.generate(() -> List.of("Content-Type: message/rfc822", ""))
                                .limit(MessageLimits.MAX_NESTING + 1)
                                .flatMap(List::stream)
                                .toList()));
    }

    private void authors() {
        HeaderSyntax malformed = HeaderSyntax.MALFORMED;
        author("From is one's own", AuthorStatus.OWN);
        author("From is another's", AuthorStatus.FOREIGN, FROM_OTHER, SUBJECT);
        author(
                "From is another user of the domain",
                AuthorStatus.FOREIGN,
                "From: <" + ScenarioStep.OTHER_USER + ">",
                SUBJECT);
        author("no From", AuthorStatus.MISSING, SUBJECT);
        author("an empty line, then From", AuthorStatus.MISSING, "", FROM_OTHER);
        author("From twice", AuthorStatus.REPEATED, FROM, FROM_OTHER);
        author(
                "From with a comma outside of quotes",
                AuthorStatus.UNREADABLE,
                "From: Company, Inc. <" + ScenarioStep.USER + ">");
        String why = "RFC 5322 2.2";
        row("a byte order mark, then From", MessageFacts.SOUND.with(malformed), why, "\uFEFF" + FROM, FROM);
        row("a line that is no field", MessageFacts.SOUND.with(malformed), why, FROM, "no field");
    }

    private void author(String says, AuthorStatus status, String... lines) {
        MessageFacts facts = MessageFacts.SOUND.by(MessageAuthor.of(status));
        row(says, facts, "RFC 5322 3.6.2, RFC 6409 6.1", lines);
    }

    private void row(String says, MessageFacts facts, String why, String... lines) {
        if (checkpoint.decideMessage(facts) instanceof SmtpDecision.Refuse refused) {
            List<ScenarioStep> steps = ready.after(new Message(List.of(lines)));
            rows.add(new ContractRow(ready.name(), says, ExpectedSmtpReplies.of(refused.reason()), why, steps));
        } else {
            Expectation taken = ExpectedSmtpReplies.served(SmtpVerb.BDAT);
            rows.add(new ContractRow(ready.name(), says, taken, why, List.of()));
        }
    }

    private static String[] lines(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream()).toArray(String[]::new);
    }
}
