// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.contract.Step.Say;
import dev.sekisho.policy.smtp.RecipientStanding;
import dev.sekisho.policy.smtp.SenderStanding;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpCommand;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of a mail transaction, from a point where one may begin. */
final class SmtpTransactionRows {
    /** More recipients than this are not worth a row's time. */
    private static final int PROVABLE_RECIPIENTS = 200;

    private static final String REMOTE = "prove@remote.invalid";
    private static final Optional<String> BEYOND = Optional.of(REMOTE);
    private static final Optional<String> NULL_SENDER = Optional.empty();

    private final PortPolicy policy;
    private final SmtpCheckpoint checkpoint;
    private final Point start;
    private final Point open;
    private final List<Row> rows = new ArrayList<>();

    SmtpTransactionRows(PortPolicy policy, Point start) {
        this.policy = policy;
        this.checkpoint = new SmtpCheckpoint(policy);
        this.start = start;
        String own = policy.sender() == SenderRule.OWN ? Step.USER : REMOTE;
        this.open = start.then(start.name(), start.state().afterMail(), new Say("MAIL FROM:<" + own + ">"));
    }

    List<Row> rows() {
        senders();
        recipients();
        tooManyRecipients();
        order();
        rows.addAll(new SmtpMessageRows(policy, open).rows());
        return List.copyOf(rows);
    }

    private void senders() {
        long tooBig = policy.limits().messageBytes() + 1;
        if (policy.sender() == SenderRule.OWN) {
            sender("MAIL from one's own address", Step.USER, SenderStanding.OWN, "");
            sender("MAIL from another's address", REMOTE, SenderStanding.FOREIGN, "");
            sender("MAIL from another user of the domain", Step.OTHER_USER, SenderStanding.FOREIGN, "");
            sender("MAIL, SIZE over the limit", Step.USER, SenderStanding.OWN, " SIZE=" + tooBig);
        } else {
            sender("MAIL from any address", REMOTE, SenderStanding.FOREIGN, "");
            sender("MAIL, SIZE over the limit", REMOTE, SenderStanding.FOREIGN, " SIZE=" + tooBig);
        }
    }

    private void sender(String says, String address, SenderStanding standing, String parameter) {
        long bytes = parameter.isEmpty() ? 0 : policy.limits().messageBytes() + 1;
        String why = parameter.isEmpty() ? "RFC 6409 6.1" : "RFC 1870 6.1";
        row(
                start,
                says,
                checkpoint.decideSender(standing, bytes),
                SmtpVerb.MAIL,
                why,
                new Say("MAIL FROM:<" + address + ">" + parameter));
    }

    private void recipients() {
        recipient("RCPT to another domain", REMOTE, RecipientStanding.REMOTE);
        recipient("RCPT to a local user", Step.USER, RecipientStanding.LOCAL);
        recipient(
                "RCPT to no user of a local domain", Step.NOBODY + "@" + Step.DOMAIN, RecipientStanding.LOCAL_UNKNOWN);
        shownOnly("RCPT to a user over quota", RecipientStanding.LOCAL_FULL);
        shownOnly("RCPT to a rewritten sender of ours, from the null sender", RecipientStanding.RETURN_PATH);
        shownOnly("RCPT to a rewritten sender of ours, from any other", RecipientStanding.RETURN_PATH_MISUSED);
        if (policy.relay() == RelayRule.LISTED) {
            shownOnly("RCPT to an address that the policy lists", RecipientStanding.REMOTE_LISTED);
        }
    }

    private void recipient(String says, String address, RecipientStanding standing) {
        row(
                open,
                says,
                checkpoint.decideRecipient(open.state(), standing),
                SmtpVerb.RCPT,
                "RFC 5321 3.6, 7.1",
                new Say("RCPT TO:<" + address + ">"));
    }

    private void shownOnly(String says, RecipientStanding standing) {
        SmtpDecision decision = checkpoint.decideRecipient(open.state(), standing);
        row(new Point(open.name(), open.state(), List.of()), says, decision, SmtpVerb.RCPT, "RFC 5321 3.6, 7.1");
    }

    /** To oneself where nothing may be sent onward; a transaction may name one recipient many times. */
    private void tooManyRecipients() {
        int most = policy.limits().recipients();
        boolean onward = checkpoint
                .decideRecipient(open.state(), RecipientStanding.REMOTE)
                .allowed();
        SmtpState full = open.state();
        List<Step> road = new ArrayList<>(most <= PROVABLE_RECIPIENTS ? open.road() : List.of());
        for (int i = 0; i < most; i++) {
            full = full.afterRcpt();
            if (!road.isEmpty()) {
                road.add(new Say("RCPT TO:<" + (onward ? "prove-" + i + "@remote.invalid" : Step.USER) + ">"));
            }
        }
        row(
                new Point(open.name(), full, road),
                "RCPT after " + most + " recipients",
                checkpoint.decideRecipient(full, onward ? RecipientStanding.REMOTE : RecipientStanding.LOCAL),
                SmtpVerb.RCPT,
                "RFC 5321 4.5.3.1.10",
                new Say("RCPT TO:<" + (onward ? REMOTE : Step.USER) + ">"));
    }

    /** What a pin's own limits refuse. Shown only: whoever proves does not hold a pinned peer's key. */
    List<Row> ofLimitedPin() {
        SmtpState state = start.state();
        Point limited = new Point(start.name(), state, List.of());
        String why = "the limits of the pin";
        long tooBig = checkpoint.messageBytes(state) + 1;
        row(
                limited,
                "MAIL from a sender beyond them",
                checkpoint.decidePeersMail(state, BEYOND, 0),
                SmtpVerb.MAIL,
                why);
        row(limited, "MAIL, null sender", checkpoint.decidePeersMail(state, NULL_SENDER, 0), SmtpVerb.MAIL, why);
        row(
                limited,
                "MAIL, SIZE over them",
                checkpoint.decidePeersMail(state, NULL_SENDER, tooBig),
                SmtpVerb.MAIL,
                why);
        row(limited, "MAIL, too many in a time", SmtpDecision.refuse(SmtpRefusal.PEER_RATE), SmtpVerb.MAIL, why);
        row(
                limited,
                "RCPT to a domain beyond them",
                checkpoint.decidePeersRecipient(state, REMOTE),
                SmtpVerb.RCPT,
                why);
        return List.copyOf(rows);
    }

    private void order() {
        command(start, "RCPT TO:<" + REMOTE + ">", "RCPT before MAIL");
        command(start, "DATA", "DATA before MAIL");
        command(open, "MAIL FROM:<" + REMOTE + ">", "MAIL inside a transaction");
        command(open, "AUTH PLAIN AHByb3ZlAHByb3Zl", "AUTH inside a transaction");
        command(open, "DATA", "DATA before RCPT");
        command(start, "VRFY prove", "VRFY");
        command(start, "EXPN prove", "EXPN");
    }

    private void command(Point at, String line, String says) {
        SmtpVerb verb = SmtpVerb.of(line.split(" ", 2)[0]);
        SmtpDecision decision = checkpoint.decide(at.state(), new SmtpCommand(verb, line.contains(" ")));
        row(at, says, decision, verb, "RFC 5321 4.1.4", new Say(line));
    }

    private void row(Point at, String says, SmtpDecision decision, SmtpVerb verb, String why, Step... steps) {
        Expectation expected = decision instanceof SmtpDecision.Refuse refused
                ? SmtpReplies.of(refused.reason())
                : SmtpReplies.served(verb);
        rows.add(new Row(at.name(), says, expected, why, at.after(steps)));
    }
}
