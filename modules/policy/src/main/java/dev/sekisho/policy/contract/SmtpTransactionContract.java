// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.contract.ScenarioStep.Say;
import dev.sekisho.policy.limit.SendingPeriod;
import dev.sekisho.policy.smtp.RecipientAddressClass;
import dev.sekisho.policy.smtp.SenderOwnership;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpClientCheckpoint;
import dev.sekisho.policy.smtp.SmtpCommand;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of a mail transaction, from a point where one may begin. */
final class SmtpTransactionContract {
    /** More recipients than this are not worth a row's time. */
    private static final int PROVABLE_RECIPIENTS = 200;

    private static final String REMOTE = "prove@remote.invalid";
    private static final Optional<String> BEYOND = Optional.of(REMOTE);
    private static final Optional<String> NULL_SENDER = Optional.empty();

    private final PortPolicy policy;
    private final SmtpCheckpoint checkpoint;
    private final SmtpScenarioState start;
    private final SmtpScenarioState open;
    private final List<ContractRow> rows = new ArrayList<>();

    SmtpTransactionContract(PortPolicy policy, SmtpScenarioState start) {
        this.policy = policy;
        this.checkpoint = new SmtpCheckpoint(policy);
        this.start = start;
        SmtpScenarioState begun =
                start.then(start.name(), start.state().afterMail(), new Say("MAIL FROM:<" + allowedSender() + ">"));
        this.open = new SmtpClientCheckpoint(policy).asksClient(begun.state()) ? unprovable(begun) : begun;
    }

    private String allowedSender() {
        String any = policy.sender() == SenderRule.OWN ? ScenarioStep.USER : REMOTE;
        return start.state().device().map(DeviceContract::sender).orElse(any);
    }

    /** A client that is checked may be refused or deferred at each RCPT. */
    private static SmtpScenarioState unprovable(SmtpScenarioState begun) {
        return new SmtpScenarioState(begun.name(), begun.state(), List.of());
    }

    List<ContractRow> rows() {
        senders();
        recipients();
        rows.addAll(new ClientCheckContract(policy, open).rows());
        tooManyRecipients();
        accountLimits();
        order();
        rows.addAll(new SmtpMessageContract(policy, open).rows());
        return List.copyOf(rows);
    }

    private void senders() {
        long tooBig = policy.limits().messages().octets() + 1;
        if (policy.sender() == SenderRule.LISTED) {
            devicesSenders();
        } else if (policy.sender() == SenderRule.OWN) {
            sender("MAIL from one's own address", ScenarioStep.USER, SenderOwnership.OWN, "");
            sender("MAIL from another's address", REMOTE, SenderOwnership.FOREIGN, "");
            sender("MAIL from another user of the domain", ScenarioStep.OTHER_USER, SenderOwnership.FOREIGN, "");
            sender("MAIL, SIZE over the limit", ScenarioStep.USER, SenderOwnership.OWN, " SIZE=" + tooBig);
        } else {
            sender("MAIL from any address", REMOTE, SenderOwnership.FOREIGN, "");
            sender("MAIL, SIZE over the limit", REMOTE, SenderOwnership.FOREIGN, " SIZE=" + tooBig);
        }
    }

    private void sender(String says, String address, SenderOwnership ownership, String parameter) {
        long bytes = parameter.isEmpty() ? 0 : policy.limits().messages().octets() + 1;
        String why = parameter.isEmpty() ? "RFC 6409 6.1" : "RFC 1870 6.1";
        row(
                start,
                says,
                checkpoint.decideSender(ownership, bytes),
                SmtpVerb.MAIL,
                why,
                new Say("MAIL FROM:<" + address + ">" + parameter));
    }

    private void devicesSenders() {
        String listed = allowedSender();
        long tooBig = checkpoint.messageBytes(start.state()) + 1;
        devicesSender("MAIL from a listed sender", Optional.of(listed), 0);
        devicesSender("MAIL from another sender", Optional.of(REMOTE), 0);
        devicesSender("MAIL, null sender", Optional.empty(), 0);
        devicesSender("MAIL, SIZE over the limit", Optional.of(listed), tooBig);
        row(
                new SmtpScenarioState(start.name(), start.state(), List.of()),
                "MAIL, too many in a time",
                SmtpDecision.refuse(SmtpRefusal.PEER_RATE),
                SmtpVerb.MAIL,
                "the rate of the device");
    }

    private void devicesSender(String says, Optional<String> sender, long bytes) {
        row(
                start,
                says,
                checkpoint.decidePeersMail(start.state(), sender, bytes),
                SmtpVerb.MAIL,
                bytes > 0 ? "RFC 1870 6.1" : "the senders of the device",
                new Say("MAIL FROM:<" + sender.orElse("") + ">" + (bytes > 0 ? " SIZE=" + bytes : "")));
    }

    private void recipients() {
        recipient("RCPT to another domain", REMOTE, RecipientAddressClass.REMOTE);
        recipient("RCPT to a local user", ScenarioStep.USER, RecipientAddressClass.LOCAL);
        recipient(
                "RCPT to no user of a local domain",
                ScenarioStep.NOBODY + "@" + ScenarioStep.DOMAIN,
                RecipientAddressClass.LOCAL_UNKNOWN);
        shownOnly("RCPT to a user over quota", RecipientAddressClass.LOCAL_FULL);
        shownOnly("RCPT to a rewritten sender of ours, from the null sender", RecipientAddressClass.RETURN_PATH);
        shownOnly("RCPT to a rewritten sender of ours, from any other", RecipientAddressClass.RETURN_PATH_MISUSED);
        if (policy.relay() == RelayRule.LISTED) {
            shownOnly("RCPT to an address that the policy lists", RecipientAddressClass.REMOTE_LISTED);
        }
    }

    private void recipient(String says, String address, RecipientAddressClass addressClass) {
        row(
                open,
                says,
                checkpoint.decideRecipient(open.state(), addressClass),
                SmtpVerb.RCPT,
                "RFC 5321 3.6, 7.1",
                new Say("RCPT TO:<" + address + ">"));
    }

    private void shownOnly(String says, RecipientAddressClass addressClass) {
        SmtpDecision decision = checkpoint.decideRecipient(open.state(), addressClass);
        row(
                new SmtpScenarioState(open.name(), open.state(), List.of()),
                says,
                decision,
                SmtpVerb.RCPT,
                "RFC 5321 3.6, 7.1");
    }

    /** To oneself where nothing may be sent onward; a transaction may name one recipient many times. */
    private void tooManyRecipients() {
        int most = policy.limits().messages().recipients();
        boolean onward = checkpoint
                .decideRecipient(open.state(), RecipientAddressClass.REMOTE)
                .allowed();
        SmtpState full = open.state();
        boolean provable = most <= PROVABLE_RECIPIENTS
                && (!isLoggedIn() || most < sending(SendingPeriod.HOUR) && most < sending(SendingPeriod.DAY));
        List<ScenarioStep> steps = new ArrayList<>(provable ? open.steps() : List.of());
        for (int i = 0; i < most; i++) {
            full = full.afterRcpt();
            if (!steps.isEmpty()) {
                steps.add(new Say("RCPT TO:<" + (onward ? "prove-" + i + "@remote.invalid" : ScenarioStep.USER) + ">"));
            }
        }
        row(
                new SmtpScenarioState(open.name(), full, steps),
                "RCPT after " + most + " recipients",
                checkpoint.decideRecipient(full, onward ? RecipientAddressClass.REMOTE : RecipientAddressClass.LOCAL),
                SmtpVerb.RCPT,
                "RFC 5321 4.5.3.1.10",
                new Say("RCPT TO:<" + (onward ? REMOTE : ScenarioStep.USER) + ">"));
    }

    /** What an account may send. Shown only: whoever proves does not use up what a user may send. */
    private void accountLimits() {
        if (!isLoggedIn()) {
            return;
        }
        SmtpScenarioState shown = new SmtpScenarioState(open.name(), open.state(), List.of());
        for (SendingPeriod period : SendingPeriod.values()) {
            row(
                    shown,
                    "RCPT after " + sending(period) + " recipients of the user in "
                            + period.length().toHours() + " h",
                    SmtpDecision.refuse(SmtpRefusal.ACCOUNT_LIMIT),
                    SmtpVerb.RCPT,
                    "the limits of an account");
        }
    }

    private boolean isLoggedIn() {
        return policy.auth() == AuthMode.REQUIRED;
    }

    private int sending(SendingPeriod period) {
        return policy.limits().sending().most(period);
    }

    /** What a pin's own limits refuse. Shown only: whoever proves does not hold a pinned peer's key. */
    List<ContractRow> ofLimitedPin() {
        SmtpState state = start.state();
        SmtpScenarioState limited = new SmtpScenarioState(start.name(), state, List.of());
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

    private void command(SmtpScenarioState at, String line, String says) {
        SmtpVerb verb = SmtpVerb.of(line.split(" ", 2)[0]);
        SmtpDecision decision = checkpoint.decide(at.state(), new SmtpCommand(verb, line.contains(" ")));
        row(at, says, decision, verb, "RFC 5321 4.1.4", new Say(line));
    }

    private void row(
            SmtpScenarioState at,
            String says,
            SmtpDecision decision,
            SmtpVerb verb,
            String why,
            ScenarioStep... steps) {
        Expectation expected = decision instanceof SmtpDecision.Refuse refused
                ? ExpectedSmtpReplies.of(refused.reason())
                : ExpectedSmtpReplies.served(verb);
        rows.add(new ContractRow(at.name(), says, expected, why, at.after(steps)));
    }
}
