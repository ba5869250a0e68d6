// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.policy.smtp.RecipientAddressClass;
import dev.sekisho.policy.smtp.SenderOwnership;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.store.address.JamesAddresses;
import dev.sekisho.store.sql.TransientFailureLog;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.mailet.DsnParameters.EnvId;
import org.apache.mailet.DsnParameters.Ret;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One mail transaction (RFC 5321 3.3): its sender and recipients are judged here, its message is an {@link IncomingMessage}. Confined to a connection. */
final class MailTransaction {
    private static final Logger LOGGER = LoggerFactory.getLogger(MailTransaction.class);

    private final SmtpServerSession session;
    private @Nullable SmtpEnvelope envelope;
    private final IncomingMessage message;

    MailTransaction(SmtpServerSession session) {
        this.session = session;
        this.message = new IncomingMessage(session, this::envelope);
    }

    /** The message of the transaction, by DATA or BDAT. */
    IncomingMessage message() {
        return message;
    }

    // --- MAIL ---

    void mail(String argument) {
        Optional<PathArgument> parsed = PathArgument.parse(argument, "FROM:");
        if (parsed.isEmpty()) {
            session.error(ServerReplies.MAIL_SYNTAX);
            return;
        }
        Optional<SmtpReply> fault = MailParameters.fault(parsed.get().parameters());
        if (fault.isPresent()) {
            session.error(fault.get());
            return;
        }
        String path = parsed.get().path();
        Optional<MailAddress> sender = path.isEmpty() ? Optional.empty() : JamesAddresses.ofWire(path);
        if (!path.isEmpty() && sender.isEmpty()) {
            session.error(beyondAscii(path) ? ServerReplies.NOT_ASCII : ServerReplies.BAD_SENDER);
            return;
        }
        judgeSender(sender, parsed.get().parameters());
    }

    private void judgeSender(Optional<MailAddress> sender, Map<String, String> parameters) {
        SmtpListenerSettings listener = session.listener();
        Optional<Username> user = session.user();
        boolean ask = listener.policy().sender() == SenderRule.OWN && user.isPresent() && sender.isPresent();
        if (!ask && !listener.hooks().onMail()) {
            senderJudged(sender, parameters, new Found<>(standing(sender), Optional.empty()));
            return;
        }
        HookSession hookSession = session.hookSession();
        session.wire()
                .offload(
                        () -> {
                            SenderOwnership standing = ask
                                    ? listener.directory().sender(user.orElseThrow(), sender.orElseThrow())
                                    : standing(sender);
                            boolean allowed =
                                    decide(standing, sender, parameters).allowed();
                            MaybeSender from = MaybeSender.of(sender.orElse(null));
                            return new Found<>(
                                    standing, allowed ? listener.hooks().onMail(hookSession, from) : Optional.empty());
                        },
                        found -> senderJudged(sender, parameters, found),
                        this::lookUpFailed);
    }

    private void senderJudged(
            Optional<MailAddress> sender, Map<String, String> parameters, Found<SenderOwnership> found) {
        SmtpDecision decision = session.checkpoint().decideSender(found.standing(), MailParameters.size(parameters));
        if (decision instanceof SmtpDecision.Refuse refuse) {
            session.refuse(refuse.reason());
        } else if (found.objection().isPresent()) {
            session.object(found.objection().get());
        } else if (PinLimitCheck.mail(session, sender, MailParameters.size(parameters))
                instanceof SmtpDecision.Refuse refuse) {
            session.refuse(refuse.reason());
        } else {
            MaybeSender from = MaybeSender.of(sender.orElse(null));
            envelope = new SmtpEnvelope(from, Ret.fromSMTPArgLine(parameters), EnvId.fromSMTPArgLine(parameters));
            session.become(session.state().afterMail());
            session.hookSession().setAttachment(SMTPSession.SENDER, from, State.Transaction);
            session.done(ServerReplies.SENDER_OK);
        }
    }

    private SmtpDecision decide(
            SenderOwnership standing, Optional<MailAddress> sender, Map<String, String> parameters) {
        long bytes = MailParameters.size(parameters);
        return session.checkpoint()
                .decideSender(standing, bytes)
                .and(() -> session.checkpoint()
                        .decidePeersMail(session.state(), sender.map(MailAddress::asString), bytes));
    }

    private static SenderOwnership standing(Optional<MailAddress> sender) {
        return sender.isPresent() ? SenderOwnership.FOREIGN : SenderOwnership.NULL;
    }

    // --- RCPT ---

    void rcpt(String argument) {
        Optional<PathArgument> parsed = PathArgument.parse(argument, "TO:");
        if (parsed.isEmpty() || parsed.get().path().isEmpty()) {
            session.error(ServerReplies.RCPT_SYNTAX);
            return;
        }
        String path = parsed.get().path();
        boolean postmaster = EmailAddress.localPart(path)
                .filter("postmaster"::equalsIgnoreCase)
                .isPresent();
        Optional<MailAddress> recipient = JamesAddresses.ofWire(postmaster ? path + "@localhost" : path);
        Map<String, String> parameters = parsed.get().parameters();
        Optional<SmtpReply> fault = new RcptParameters(parameters).fault();
        if (fault.isPresent()) {
            session.error(fault.get());
        } else if (recipient.isEmpty()) {
            session.error(beyondAscii(path) ? ServerReplies.NOT_ASCII : ServerReplies.BAD_RECIPIENT);
        } else {
            judgeRecipient(recipient.get(), postmaster, parameters);
        }
    }

    private void judgeRecipient(MailAddress said, boolean postmaster, Map<String, String> parameters) {
        SmtpListenerSettings listener = session.listener();
        HookSession hookSession = session.hookSession();
        MaybeSender sender = envelope().sender();
        session.wire()
                .offload(
                        () -> {
                            MailAddress meant = postmaster
                                    ? listener.directory().postmaster().orElse(said)
                                    : said;
                            RecipientAddressClass standing = standing(listener, sender, meant);
                            boolean allowed = session.checkpoint()
                                    .decidePeersRecipient(session.state(), meant.asString())
                                    .and(() -> session.checkpoint().decideRecipient(session.state(), standing))
                                    .allowed();
                            return new FoundRecipient(
                                    meant,
                                    standing,
                                    allowed
                                            ? listener.hooks().onRcpt(hookSession, sender, meant, parameters)
                                            : Optional.empty());
                        },
                        found -> recipientJudged(parameters, found),
                        this::lookUpFailed);
    }

    private static RecipientAddressClass standing(
            SmtpListenerSettings listener, MaybeSender sender, MailAddress recipient) throws Exception {
        RecipientAddressClass standing = listener.directory().recipient(recipient);
        if (standing == RecipientAddressClass.RETURN_PATH && !sender.isNullSender()) {
            return RecipientAddressClass.RETURN_PATH_MISUSED;
        }
        boolean listed =
                standing == RecipientAddressClass.REMOTE && listener.listed().test(recipient);
        return listed ? RecipientAddressClass.REMOTE_LISTED : standing;
    }

    private void recipientJudged(Map<String, String> parameters, FoundRecipient found) {
        SmtpDecision decision = PinLimitCheck.recipient(session, found.address())
                .and(() -> session.checkpoint().decideRecipient(session.state(), found.standing()));
        if (decision instanceof SmtpDecision.Refuse refuse) {
            session.refuse(refuse.reason());
        } else if (found.objection().isPresent()) {
            session.object(found.objection().get());
        } else {
            envelope().add(found.address(), new RcptParameters(parameters));
            session.become(session.state().afterRcpt());
            session.hookSession()
                    .setAttachment(SMTPSession.RCPT_LIST, envelope().recipients(), State.Transaction);
            session.done(ServerReplies.RECIPIENT_OK);
        }
    }

    // --- inside ---

    private void lookUpFailed(Throwable cause) {
        String what = "listener " + session.listener().name() + ": session "
                + session.wire().id() + ": an address of " + session.wire().peer() + " cannot be looked up";
        TransientFailureLog.ofProcess().error(LOGGER, cause, () -> what);
        session.error(ServerReplies.TRY_LATER);
    }

    /** The envelope; empty before MAIL was allowed. */
    Optional<SmtpEnvelope> known() {
        return Optional.ofNullable(envelope);
    }

    private SmtpEnvelope envelope() {
        if (envelope == null) {
            throw new IllegalStateException("the policy allows no RCPT, DATA or BDAT without MAIL");
        }
        return envelope;
    }

    private static boolean beyondAscii(String text) {
        return text.chars().anyMatch(c -> c > 127);
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    private record FoundRecipient(
            MailAddress address, RecipientAddressClass standing, Optional<SmtpHookChain.Objection> objection) {}

    private record Found<T>(T standing, Optional<SmtpHookChain.Objection> objection) {}
}
