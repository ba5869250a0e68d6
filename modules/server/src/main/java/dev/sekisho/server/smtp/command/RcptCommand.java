// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.policy.client.ClientFacts;
import dev.sekisho.policy.limit.ClientEvent;
import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.policy.smtp.RecipientAddressClass;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.smtp.hook.HookSession;
import dev.sekisho.server.smtp.hook.SmtpHookChain;
import dev.sekisho.server.smtp.session.PeerLimitCheck;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.session.SmtpSessionData;
import dev.sekisho.server.smtp.transaction.AddressDirectory;
import dev.sekisho.server.smtp.transaction.PathArgument;
import dev.sekisho.server.smtp.transaction.RcptParameters;
import dev.sekisho.server.smtp.transaction.SmtpEnvelope;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import dev.sekisho.store.address.JamesAddresses;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

/** RCPT (RFC 5321 4.1.1.3): its argument, what the recipient is to this server, and the envelope that it goes to. */
final class RcptCommand implements SmtpCommandHandler {
    private static final String POSTMASTER = "postmaster";

    /**
     * What is decided on a recipient, once for each RCPT.
     *
     * @param address whom it means
     * @param decision the policy's
     * @param ofPin true if it follows from the pin of the client
     * @param objection of a hook, which is asked of what is allowed alone
     * @param limit of the user's account, which is asked last
     */
    private record RecipientDecision(
            MailAddress address,
            SmtpDecision decision,
            boolean ofPin,
            Optional<SmtpHookChain.Objection> objection,
            Optional<ReachedLimit> limit) {}

    /**
     * A recipient as RCPT named it.
     *
     * @param written the address
     * @param postmaster true if it is {@code <Postmaster>} without a domain
     * @param parameters those of the command
     */
    private record Recipient(MailAddress written, boolean postmaster, Map<String, String> parameters) {
        /** Of any domain (RFC 5321 4.5.1). */
        boolean isPostmaster() {
            return postmaster || POSTMASTER.equalsIgnoreCase(written.getLocalPart());
        }
    }

    @Override
    public int lineLimit(SmtpContext session) {
        return SmtpCommandDispatcher.LONG_LINE;
    }

    @Override
    public void carryOut(SmtpContext session, String argument) {
        if (!ClientRateCheck.passes(session, ClientEvent.RECIPIENT)) {
            return;
        }
        Optional<PathArgument> parsed = PathArgument.parse(argument, "TO:");
        if (parsed.isEmpty() || parsed.get().path().isEmpty()) {
            session.replies().error(SmtpReplies.RCPT_SYNTAX);
            return;
        }
        String path = parsed.get().path();
        boolean postmaster = EmailAddress.localPart(path)
                .filter(POSTMASTER::equalsIgnoreCase)
                .isPresent();
        Optional<MailAddress> address = JamesAddresses.ofWire(postmaster ? path + "@localhost" : path);
        Map<String, String> parameters = parsed.get().parameters();
        Optional<SmtpReply> fault = new RcptParameters(parameters).fault();
        if (fault.isPresent()) {
            session.replies().error(fault.get());
        } else if (address.isEmpty()) {
            session.replies().error(PathArgument.beyondAscii(path) ? SmtpReplies.NOT_ASCII : SmtpReplies.BAD_RECIPIENT);
        } else {
            Recipient recipient = new Recipient(address.get(), postmaster, parameters);
            ClientCheck.whenKnown(session, client -> judge(session, recipient, client));
        }
    }

    /** A client that is refused for itself learns nothing about recipients. */
    private static void judge(SmtpContext session, Recipient recipient, ClientFacts client) {
        ClientCheck check = new ClientCheck(session, session.state(), client, recipient.isPostmaster());
        if (check.decide() instanceof SmtpDecision.Refuse refuse) {
            session.replies()
                    .refuse(refuse.reason(), ClientCheck.checkpoint(session).reply(refuse.reason(), client));
        } else {
            lookUp(session, recipient, check);
        }
    }

    private static void lookUp(SmtpContext session, Recipient recipient, ClientCheck client) {
        HookSession hookSession = session.session().hookSession();
        MaybeSender sender = session.session().transaction().envelope().sender();
        AccountLimitCheck account = AccountLimitCheck.of(session);
        UnknownRecipientCheck unknown = UnknownRecipientCheck.of(session);
        unknown.afterDelay(
                () -> unknown.decide().allowed()
                        ? decide(client, account, hookSession, sender, recipient)
                        : refused(recipient, unknown.decide()),
                decided -> answer(unknown, recipient, decided));
    }

    private static RecipientDecision refused(Recipient recipient, SmtpDecision decision) {
        return new RecipientDecision(recipient.written(), decision, false, Optional.empty(), Optional.empty());
    }

    /** Blocks; called by a worker, while the session reads nothing and stays as it is. */
    private static RecipientDecision decide(
            ClientCheck client,
            AccountLimitCheck account,
            HookSession hookSession,
            MaybeSender sender,
            Recipient recipient)
            throws Exception {
        SmtpContext session = client.session();
        AddressDirectory directory = session.services().directory();
        MailAddress address =
                recipient.postmaster() ? directory.postmaster().orElse(recipient.written()) : recipient.written();
        RecipientAddressClass addressClass = addressClass(session, sender, address);
        SmtpDecision ofPin = session.checkpoint().decidePeersRecipient(client.state(), address.asString());
        if (!ofPin.allowed()) {
            return new RecipientDecision(address, ofPin, true, Optional.empty(), Optional.empty());
        }
        SmtpDecision decision = session.trial()
                .asked(
                        session.checkpoint().decideRecipient(client.state(), addressClass),
                        tried -> tried.decideRecipient(client.state(), addressClass))
                .and(() -> client.decideByGreylist(sender, address));
        Optional<SmtpHookChain.Objection> objection = decision.allowed()
                ? session.services().hooks().onRcpt(hookSession, sender, address, recipient.parameters())
                : Optional.empty();
        Optional<ReachedLimit> limit =
                decision.allowed() && objection.isEmpty() ? account.decide(address) : Optional.empty();
        return new RecipientDecision(address, decision, false, objection, limit);
    }

    private static RecipientAddressClass addressClass(SmtpContext session, MaybeSender sender, MailAddress recipient)
            throws Exception {
        RecipientAddressClass addressClass = session.services().directory().recipient(recipient);
        if (addressClass == RecipientAddressClass.RETURN_PATH && !sender.isNullSender()) {
            return RecipientAddressClass.RETURN_PATH_MISUSED;
        }
        boolean listed = addressClass == RecipientAddressClass.REMOTE
                && session.listener().access().listed().test(recipient);
        return listed ? RecipientAddressClass.REMOTE_LISTED : addressClass;
    }

    private static void answer(UnknownRecipientCheck unknown, Recipient recipient, RecipientDecision decided) {
        SmtpContext session = unknown.session();
        if (decided.decision() instanceof SmtpDecision.Refuse refuse) {
            if (decided.ofPin()) {
                PeerLimitCheck.logged(
                        session, refuse, "RCPT TO:<" + decided.address().asString() + ">");
            }
            unknown.refused(refuse.reason());
            refuse(session, refuse.reason());
        } else if (decided.objection().isPresent()) {
            session.replies().refuseByHook(decided.objection().get());
        } else if (decided.limit().isPresent()) {
            session.replies()
                    .defer(
                            SmtpRefusal.ACCOUNT_LIMIT,
                            AccountLimitCheck.reply(decided.limit().get()));
        } else {
            unknown.accepted();
            add(session, decided.address(), new RcptParameters(recipient.parameters()));
        }
    }

    private static void refuse(SmtpContext session, SmtpRefusal reason) {
        if (reason == SmtpRefusal.GREYLISTED) {
            session.replies().defer(reason);
        } else if (reason == SmtpRefusal.UNKNOWN_RECIPIENTS) {
            session.replies().deferUnlogged(reason);
        } else {
            session.replies().refuse(reason);
        }
    }

    private static void add(SmtpContext session, MailAddress address, RcptParameters parameters) {
        SmtpSessionData data = session.session();
        SmtpEnvelope envelope = data.transaction().envelope();
        envelope.add(address, parameters);
        data.become(data.state().afterRcpt());
        data.hookSession().setAttachment(SMTPSession.RCPT_LIST, envelope.recipients(), State.Transaction);
        session.replies().done(SmtpReplies.RECIPIENT_OK);
    }
}
