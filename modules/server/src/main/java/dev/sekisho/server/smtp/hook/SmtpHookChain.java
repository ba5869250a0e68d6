// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.hook;

import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.smtp.extension.ExtensionReply;
import dev.sekisho.store.sql.TransientFailureLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.handler.ProtocolHandler;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.core.AbstractHookableCmdHandler;
import org.apache.james.protocols.smtp.hook.HeloHook;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode.Action;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hooks that a listener's {@code <handlerchain>} names: fast-fail checks of James or of the operator. They are asked after the policy
 * has allowed a command and can only refuse it. A hook that fails, or whose refusal cannot be sent, refuses with 451. May block; called by workers only.
 */
public final class SmtpHookChain {
    private static final Logger LOGGER = LoggerFactory.getLogger(SmtpHookChain.class);
    private static final SmtpReply FAILED = new SmtpReply(451, "4.3.0", "A check failed; try again later");
    /** The code that says that the connection ends (RFC 5321 3.8). */
    private static final int CLOSING = 421;

    private final List<HeloHook> helo;
    private final List<MailHook> mail;
    private final List<RcptHook> rcpt;
    private final List<JamesMessageHook> message;

    /**
     * A refusal by a hook.
     *
     * @param reply the reply to the client
     * @param closes true if the connection is closed then
     */
    public record Objection(SmtpReply reply, boolean closes) {}

    /** The hooks among these handlers, in their order. */
    public SmtpHookChain(List<ProtocolHandler> handlers) {
        helo = ofType(handlers, HeloHook.class);
        mail = ofType(handlers, MailHook.class);
        rcpt = ofType(handlers, RcptHook.class);
        message = ofType(handlers, JamesMessageHook.class);
    }

    /** True if a handler is of a kind that is called here. */
    public static boolean supports(ProtocolHandler handler) {
        return handler instanceof HeloHook
                || handler instanceof MailHook
                || handler instanceof RcptHook
                || handler instanceof JamesMessageHook;
    }

    /** True if a hook checks senders. */
    public boolean hasMail() {
        return !mail.isEmpty();
    }

    /** The objection to a client's name. */
    public Optional<Objection> onHelo(HookSession session, String name) {
        return ask(helo, session, hook -> hook.doHelo(session, name));
    }

    /** True if a hook checks the names that clients give. */
    public boolean hasHelo() {
        return !helo.isEmpty();
    }

    /** The objection to a sender. */
    public Optional<Objection> onMail(HookSession session, MaybeSender sender) {
        return ask(mail, session, hook -> hook.doMail(session, sender));
    }

    /** The objection to a recipient. */
    public Optional<Objection> onRcpt(
            HookSession session, MaybeSender sender, MailAddress recipient, Map<String, String> parameters) {
        return ask(rcpt, session, hook -> hook.doRcpt(session, sender, recipient, parameters));
    }

    /** The objection to a message. */
    public Optional<Objection> onMessage(HookSession session, Mail received) {
        return ask(message, session, hook -> hook.onMessage(session, received));
    }

    private static <T> List<T> ofType(List<ProtocolHandler> handlers, Class<T> type) {
        return handlers.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** As James does: the first hook that says OK ends the asking, the first that denies decides. One that fails refuses for now. */
    private static <T> Optional<Objection> ask(List<T> hooks, HookSession session, Function<T, HookResult> question) {
        for (T hook : hooks) {
            try {
                HookResult result = question.apply(hook);
                if (result.getResult().getAction() == Action.OK) {
                    return Optional.empty();
                }
                SMTPResponse response = AbstractHookableCmdHandler.calcDefaultSMTPResponse(result);
                if (response != null) {
                    return Optional.of(objection(response));
                }
            } catch (RuntimeException | LinkageError e) {
                String what = "session " + session.getSessionID() + ": the hook "
                        + hook.getClass().getName() + " failed on a client of "
                        + session.getRemoteAddress().getAddress().getHostAddress() + ", which is refused for now";
                TransientFailureLog.ofProcess().error(LOGGER, e, () -> what);
                return Optional.of(new Objection(FAILED, false));
            }
        }
        return Optional.empty();
    }

    /** @throws IllegalArgumentException if it is no reply that refuses */
    private static Objection objection(SMTPResponse response) {
        String line = String.join("\r\n", response.getLines());
        String text = line.length() > 4 ? line.substring(4) : "refused";
        SmtpReply reply = ExtensionReply.ofRefusal(new SmtpReply(Integer.parseInt(response.getRetCode()), "", text));
        return new Objection(reply, response.isEndSession() || reply.code() == CLOSING);
    }
}
