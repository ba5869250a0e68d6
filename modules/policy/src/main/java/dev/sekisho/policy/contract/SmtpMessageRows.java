// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.Limits;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.contract.Step.Message;
import dev.sekisho.policy.contract.Step.Say;
import dev.sekisho.policy.smtp.AuthorStanding;
import dev.sekisho.policy.smtp.HeaderForm;
import dev.sekisho.policy.smtp.MessageFacts;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpVerb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The rows of whole messages. Only those that are refused have steps: nobody finds mail because a port was proved. */
final class SmtpMessageRows {
    private static final String FROM = "From: <" + Step.USER + ">";
    private static final String FROM_OTHER = "From: <prove@remote.invalid>";
    private static final String SUBJECT = "Subject: prove";

    private final SmtpCheckpoint checkpoint;
    private final boolean own;
    private final Point ready;
    private final List<Row> rows = new ArrayList<>();

    /**
     * @param open where a sender was taken
     */
    SmtpMessageRows(PortPolicy policy, Point open) {
        this.checkpoint = new SmtpCheckpoint(policy);
        this.own = policy.sender() == SenderRule.OWN;
        this.ready = open.then(
                open.name(), open.state().afterRcpt(), new Say("RCPT TO:<" + Step.USER + ">"), new Say("DATA"));
    }

    List<Row> rows() {
        forms();
        if (own) {
            authors();
        }
        return List.copyOf(rows);
    }

    private void forms() {
        MessageFacts sound = MessageFacts.SOUND;
        form("a message, sound", sound, "RFC 5321 4.1.1.4");
        form(
                "a message whose first line begins with a blank",
                sound.with(HeaderForm.FIRST_LINE_CONTINUES),
                "RFC 5322 2.2.3",
                " " + SUBJECT,
                FROM);
        form(
                "a message with a bare LF",
                new MessageFacts(false, true, HeaderForm.SOUND, 0, false),
                "RFC 5321 2.3.8",
                FROM,
                SUBJECT + "\n.");
        form(
                "a message after " + (Limits.HOPS + 1) + " servers",
                new MessageFacts(false, false, HeaderForm.SOUND, Limits.HOPS + 1, false),
                "RFC 5321 6.3",
                lines(FROM, Collections.nCopies(Limits.HOPS + 1, "Received: by prove.invalid")));
        form(
                "a message of " + (Limits.NESTING + 1) + " levels",
                new MessageFacts(false, false, HeaderForm.SOUND, 0, true),
                "RFC 2046 5.2.1",
                lines(
                        FROM,
                        Stream.generate(() -> List.of("Content-Type: message/rfc822", ""))
                                .limit(Limits.NESTING + 1)
                                .flatMap(List::stream)
                                .toList()));
    }

    private void authors() {
        HeaderForm malformed = HeaderForm.MALFORMED;
        author("From is one's own", AuthorStanding.OWN);
        author("From is another's", AuthorStanding.FOREIGN, FROM_OTHER, SUBJECT);
        author(
                "From is another user of the domain",
                AuthorStanding.FOREIGN,
                "From: <" + Step.OTHER_USER + ">",
                SUBJECT);
        author("no From", AuthorStanding.MISSING, SUBJECT);
        author("an empty line, then From", AuthorStanding.MISSING, "", FROM_OTHER);
        author("From twice", AuthorStanding.REPEATED, FROM, FROM_OTHER);
        author(
                "From with a comma outside of quotes",
                AuthorStanding.UNREADABLE,
                "From: Company, Inc. <" + Step.USER + ">");
        String why = "RFC 5322 2.2";
        form("a byte order mark, then From", MessageFacts.SOUND.with(malformed), why, "\uFEFF" + FROM, FROM);
        form("a line that is no field", MessageFacts.SOUND.with(malformed), why, FROM, "no field");
    }

    private void author(String says, AuthorStanding standing, String... lines) {
        row(says, checkpoint.decideAuthor(standing), "RFC 5322 3.6.2, RFC 6409 6.1", lines);
    }

    private void form(String says, MessageFacts facts, String why, String... lines) {
        row(says, checkpoint.decideMessage(facts), why, lines);
    }

    private void row(String says, SmtpDecision decision, String why, String... lines) {
        if (decision instanceof SmtpDecision.Refuse refused) {
            List<Step> steps = ready.after(new Message(List.of(lines)));
            rows.add(new Row(ready.name(), says, SmtpReplies.of(refused.reason()), why, steps));
        } else {
            Expectation taken = SmtpReplies.served(SmtpVerb.BDAT);
            rows.add(new Row(ready.name(), says, taken, why, List.of()));
        }
    }

    private static String[] lines(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream()).toArray(String[]::new);
    }
}
