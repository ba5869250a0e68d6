// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.limit.ClientEvent;
import dev.sekisho.policy.smtp.SenderOwnership;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.smtp.hook.HookSession;
import dev.sekisho.server.smtp.hook.SmtpHookChain;
import dev.sekisho.server.smtp.sending.RecipientReservation;
import dev.sekisho.server.smtp.session.PeerLimitCheck;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.transaction.MailParameters;
import dev.sekisho.server.smtp.transaction.MailTransaction;
import dev.sekisho.server.smtp.transaction.PathArgument;
import dev.sekisho.server.smtp.transaction.SmtpEnvelope;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import dev.sekisho.store.address.JamesAddresses;
import dev.sekisho.store.sql.TransientFailureLog;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MAIL (RFC 5321 4.1.1.2): its argument, what the sender is to who logged in, and the transaction that it begins. */
final class MailCommand implements SmtpCommandHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(MailCommand.class);

    /**
     * What is decided on a sender, once for each MAIL.
     *
     * @param decision the policy's
     * @param ofPin true if it follows from the pin of the client
     * @param objection of a hook, which is asked of what is allowed alone
     */
    private record SenderDecision(SmtpDecision decision, boolean ofPin, Optional<SmtpHookChain.Objection> objection) {}

    /**
     * A sender as MAIL named it.
     *
     * @param address empty is the null sender
     * @param parameters those of the command
     */
    private record Sender(Optional<MailAddress> address, Map<String, String> parameters) {
        long bytes() {
            return MailParameters.size(parameters);
        }

        MaybeSender mailbox() {
            return MaybeSender.of(address.orElse(null));
        }
    }

    @Override
    public int lineLimit(SmtpContext session) {
        return SmtpCommandDispatcher.LONG_LINE;
    }

    @Override
    public void beforeDecision(SmtpContext session) {
        session.session().checkPin();
    }

    @Override
    public void carryOut(SmtpContext session, String argument) {
        if (!ClientRateCheck.passes(session, ClientEvent.MAIL)) {
            return;
        }
        session.session().endTransaction();
        Optional<PathArgument> parsed = PathArgument.parse(argument, "FROM:");
        if (parsed.isEmpty()) {
            session.replies().error(SmtpReplies.MAIL_SYNTAX);
            return;
        }
        Optional<SmtpReply> fault = MailParameters.fault(parsed.get().parameters());
        if (fault.isPresent()) {
            session.replies().error(fault.get());
            return;
        }
        String path = parsed.get().path();
        Optional<MailAddress> address = path.isEmpty() ? Optional.empty() : JamesAddresses.ofWire(path);
        if (!path.isEmpty() && address.isEmpty()) {
            session.replies().error(PathArgument.beyondAscii(path) ? SmtpReplies.NOT_ASCII : SmtpReplies.BAD_SENDER);
            return;
        }
        lookUp(session, new Sender(address, parsed.get().parameters()));
    }

    /** Looks up what has to be looked up, and decides; on a worker where anything blocks. */
    private void lookUp(SmtpContext session, Sender sender) {
        Optional<Username> user = session.session().user();
        boolean inForce = session.checkpoint().asksSender();
        boolean ask = (inForce || session.trial().asksSender())
                && user.isPresent()
                && sender.address().isPresent();
        SmtpHookChain hooks = session.services().hooks();
        if (!ask && !hooks.hasMail()) {
            answer(session, sender, decide(session, sender, ownership(sender)));
            return;
        }
        HookSession hookSession = session.session().hookSession();
        session.connection()
                .offload(
                        () -> {
                            SenderOwnership ownership = ask
                                    ? ownership(
                                            session,
                                            user.orElseThrow(),
                                            sender.address().orElseThrow(),
                                            inForce)
                                    : ownership(sender);
                            SenderDecision decided = decide(session, sender, ownership);
                            return decided.decision().allowed()
                                    ? new SenderDecision(
                                            decided.decision(),
                                            decided.ofPin(),
                                            hooks.onMail(hookSession, sender.mailbox()))
                                    : decided;
                        },
                        decided -> answer(session, sender, decided),
                        failure -> LookUpFailure.answer(session, failure));
    }

    private static SenderDecision decide(SmtpContext session, Sender sender, SenderOwnership ownership) {
        SmtpDecision decision = session.trial()
                .asked(
                        session.checkpoint().decideSender(ownership, sender.bytes()),
                        tried -> tried.decideSender(ownership, sender.bytes()));
        if (!decision.allowed()) {
            return new SenderDecision(decision, false, Optional.empty());
        }
        SmtpDecision ofPin = session.checkpoint()
                .decidePeersMail(session.state(), sender.address().map(MailAddress::asString), sender.bytes());
        return new SenderDecision(ofPin, true, Optional.empty());
    }

    /** What cannot be looked up for a trial alone is no finding, and no reason to refuse. */
    private static SenderOwnership ownership(SmtpContext session, Username user, MailAddress sender, boolean inForce)
            throws Exception {
        try {
            return session.services().directory().sender(user, sender);
        } catch (Exception e) {
            if (inForce) {
                throw e;
            }
            TransientFailureLog.ofProcess()
                    .error(LOGGER, e, () -> session.described() + ": a sender cannot be looked up for a trial");
            return SenderOwnership.OWN;
        }
    }

    private static SenderOwnership ownership(Sender sender) {
        return sender.address().isPresent() ? SenderOwnership.FOREIGN : SenderOwnership.NULL;
    }

    private static void answer(SmtpContext session, Sender sender, SenderDecision decided) {
        SmtpDecision decision = decided.decision();
        if (decision.allowed() && decided.objection().isPresent()) {
            session.replies().refuseByHook(decided.objection().get());
            return;
        }
        if (decided.ofPin()) {
            // A transaction is counted when nothing else is against it.
            decision = PeerLimitCheck.logged(
                    session,
                    decision.and(() -> PeerLimitCheck.withinRate(session)),
                    "MAIL FROM:<" + sender.address().map(MailAddress::asString).orElse("") + ">");
        }
        if (decision instanceof SmtpDecision.Refuse refuse) {
            session.replies().refuse(refuse.reason());
        } else {
            begin(session, sender);
        }
    }

    private static void begin(SmtpContext session, Sender sender) {
        Optional<RecipientReservation> counted = session.session()
                .user()
                .map(user -> session.listener()
                        .sending()
                        .begin(
                                user.asString(),
                                session.listener().policy().limits().sending()));
        session.session().begin(new MailTransaction(SmtpEnvelope.of(sender.mailbox(), sender.parameters()), counted));
        session.session().hookSession().setAttachment(SMTPSession.SENDER, sender.mailbox(), State.Transaction);
        session.replies().done(SmtpReplies.SENDER_OK);
    }
}
