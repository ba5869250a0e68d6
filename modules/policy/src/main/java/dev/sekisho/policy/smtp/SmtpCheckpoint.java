// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.MessageLimits;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.ClientPinStatus;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import dev.sekisho.policy.smtp.SmtpState.Transaction;
import java.util.Optional;

/**
 * Decides on the commands of a session under one policy.
 *
 * <p>A command is first {@linkplain #decide decided} by state alone; only what is allowed there is looked up, and MAIL and RCPT are
 * then decided again by what the look-up found. So nothing is ever looked up for a command that the state forbids.
 *
 * @param policy the policy of the listener
 */
public record SmtpCheckpoint(PortPolicy policy) {

    /** Decides by the session's state, before anything of the command's argument is looked at. */
    public SmtpDecision decide(SmtpState state, SmtpCommand command) {
        return refusal(state, command).map(SmtpDecision::refuse).orElse(SmtpDecision.ALLOW);
    }

    /** Decides on the sender of an allowed MAIL. {@code announcedBytes} is the value of SIZE (RFC 1870), 0 if there is none. */
    public SmtpDecision decideSender(SenderOwnership sender, long announcedBytes) {
        if (announcedBytes > policy.limits().messages().octets()) {
            return SmtpDecision.refuse(SmtpRefusal.MESSAGE_TOO_BIG);
        }
        boolean foreign = policy.sender() == SenderRule.OWN && sender == SenderOwnership.FOREIGN;
        return foreign ? SmtpDecision.refuse(SmtpRefusal.SENDER_NOT_OWN) : SmtpDecision.ALLOW;
    }

    /**
     * Decides on an allowed MAIL by the limits of the peer's pin, or of the device. A device writes no notices, so that it has no use for the
     * null sender.
     *
     * @param sender the sender's address; empty is the null sender
     * @param announcedBytes the value of SIZE, 0 if there is none
     */
    public SmtpDecision decidePeersMail(SmtpState state, Optional<String> sender, long announcedBytes) {
        if (announcedBytes > messageBytes(state)) {
            return SmtpDecision.refuse(SmtpRefusal.MESSAGE_TOO_BIG);
        }
        boolean allowed = limits(state).allowsSender(sender)
                && (sender.isPresent() || state.device().isEmpty());
        return allowed ? SmtpDecision.ALLOW : SmtpDecision.refuse(SmtpRefusal.PEER_SENDER);
    }

    /** Decides on the recipient of an allowed RCPT by the limits of the peer's pin. */
    public SmtpDecision decidePeersRecipient(SmtpState state, String recipient) {
        return limits(state).allowsRecipient(recipient)
                ? SmtpDecision.ALLOW
                : SmtpDecision.refuse(SmtpRefusal.PEER_RECIPIENT);
    }

    /** The octets that a message of this session may have. */
    public long messageBytes(SmtpState state) {
        return limits(state).messageBytes(policy.limits().messages().octets());
    }

    /** The limits of the pin that the session's right to relay comes from, or of the device that its client is. */
    public PeerLimits limits(SmtpState state) {
        return state.peer() instanceof ClientPinStatus.Pinned pinned
                ? pinned.peer().limits()
                : state.device().map(Device::limits).orElse(PeerLimits.NONE);
    }

    /** Decides on the recipient of an allowed RCPT. */
    public SmtpDecision decideRecipient(SmtpState state, RecipientAddressClass recipient) {
        if (state.recipients() >= policy.limits().messages().recipients()) {
            return SmtpDecision.refuse(SmtpRefusal.TOO_MANY_RECIPIENTS);
        }
        return switch (recipient) {
            case LOCAL, RETURN_PATH -> SmtpDecision.ALLOW;
            case RETURN_PATH_MISUSED -> SmtpDecision.refuse(SmtpRefusal.RETURN_PATH_MISUSED);
            case LOCAL_UNKNOWN -> SmtpDecision.refuse(SmtpRefusal.UNKNOWN_USER);
            case LOCAL_FULL -> SmtpDecision.refuse(SmtpRefusal.OVER_QUOTA);
            case REMOTE_LISTED ->
                policy.relay() == RelayRule.LISTED || mayRelay(state)
                        ? SmtpDecision.ALLOW
                        : SmtpDecision.refuse(SmtpRefusal.RELAYING_DENIED);
            case REMOTE -> mayRelay(state) ? SmtpDecision.ALLOW : SmtpDecision.refuse(SmtpRefusal.RELAYING_DENIED);
        };
    }

    /** Decides on a whole message. */
    public SmtpDecision decideMessage(MessageFacts message) {
        return ofForm(message)
                .or(() -> ofAuthor(message))
                .map(SmtpDecision::refuse)
                .orElse(SmtpDecision.ALLOW);
    }

    /** True if the decision on a MAIL depends on whose address its sender is; else nobody need look that up. */
    public boolean asksSender() {
        return policy.sender() == SenderRule.OWN;
    }

    /** True if the decision on a message depends on who wrote it; else nobody need look that up. */
    public boolean asksAuthor(MessageFacts message) {
        return policy.sender() == SenderRule.OWN && ofForm(message).isEmpty();
    }

    private Optional<SmtpRefusal> ofForm(MessageFacts message) {
        if (message.tooBig()) {
            return Optional.of(SmtpRefusal.MESSAGE_TOO_BIG);
        }
        if (message.bareLineEnds()) {
            return Optional.of(SmtpRefusal.BARE_LINE_ENDS);
        }
        if (message.header() == HeaderSyntax.FIRST_LINE_CONTINUES) {
            return Optional.of(SmtpRefusal.FIRST_LINE_CONTINUES);
        }
        if (message.header() == HeaderSyntax.MALFORMED && policy.sender() == SenderRule.OWN) {
            return Optional.of(SmtpRefusal.HEADER_MALFORMED);
        }
        if (message.hops() > MessageLimits.MAX_HOPS) {
            return Optional.of(SmtpRefusal.MAIL_LOOP);
        }
        boolean followed = message.levels().stream().anyMatch(levels -> levels <= MessageLimits.MAX_NESTING);
        return followed ? Optional.empty() : Optional.of(SmtpRefusal.NESTED_TOO_DEEPLY);
    }

    /** An author that nobody has looked up is none. */
    private Optional<SmtpRefusal> ofAuthor(MessageFacts message) {
        if (policy.sender() != SenderRule.OWN
                || message.author().filter(MessageAuthor::mayBeAnybody).isPresent()) {
            return Optional.empty();
        }
        return switch (message.author().map(MessageAuthor::status).orElse(AuthorStatus.MISSING)) {
            case OWN -> Optional.empty();
            case FOREIGN -> Optional.of(SmtpRefusal.AUTHOR_NOT_OWN);
            case MISSING -> Optional.of(SmtpRefusal.AUTHOR_MISSING);
            case REPEATED -> Optional.of(SmtpRefusal.AUTHOR_REPEATED);
            case UNREADABLE -> Optional.of(SmtpRefusal.AUTHOR_UNREADABLE);
        };
    }

    /** Decides what a login with wrong credentials is answered; {@code state} is that before the login. */
    public SmtpRefusal failedAuth(SmtpState state) {
        boolean last =
                state.login().failed() + 1 >= policy.limits().failedLogins().perConnection();
        return last ? SmtpRefusal.TOO_MANY_FAILED_AUTHS : SmtpRefusal.AUTH_FAILED;
    }

    /** How well the peer of a session is known. */
    public ClientIdentification identification(SmtpState state) {
        if (policy.auth() == AuthMode.REQUIRED) {
            return state.login().authenticated() ? ClientIdentification.KNOWN : ClientIdentification.TO_COME;
        }
        if (policy.relay() == RelayRule.PINNED) {
            return state.peer().pinned() ? ClientIdentification.KNOWN : ClientIdentification.TO_COME;
        }
        return ClientIdentification.ANYBODY;
    }

    /** True if nothing is served, because the client's address is no device's. */
    public boolean isUnlisted(SmtpState state) {
        return policy.servesDevices() && state.device().isEmpty();
    }

    /** True if EHLO lists STARTTLS. */
    public boolean offersStartTls(SmtpState state) {
        return policy.tls().upgradable() && !state.tls();
    }

    /** True if EHLO lists AUTH: never in cleartext (RFC 4954 4, RFC 8314). */
    public boolean offersAuth(SmtpState state) {
        return policy.auth() == AuthMode.REQUIRED
                && state.tls()
                && !state.login().authenticated();
    }

    private boolean mayRelay(SmtpState state) {
        boolean byRule = switch (policy.relay()) {
            case NEVER, LISTED -> false;
            case AUTHENTICATED -> state.login().authenticated();
            case PINNED -> state.peer().pinned();
        };
        return byRule || state.trustedNetwork();
    }

    private Optional<SmtpRefusal> refusal(SmtpState state, SmtpCommand command) {
        if (command.verb() == SmtpVerb.QUIT) {
            return Optional.empty();
        }
        return ofUnlisted(state)
                .or(() -> beforeTls(state, command))
                .or(() -> ofStranger(state))
                .or(() -> byVerb(state, command));
    }

    private Optional<SmtpRefusal> ofUnlisted(SmtpState state) {
        return isUnlisted(state) ? Optional.of(SmtpRefusal.DEVICE_NOT_LISTED) : Optional.empty();
    }

    private Optional<SmtpRefusal> beforeTls(SmtpState state, SmtpCommand command) {
        if (state.tls() || policy.tls() == TlsMode.NONE || policy.tls() == TlsMode.OFFERED) {
            return Optional.empty();
        }
        return switch (command.verb()) {
            case EHLO, HELO, NOOP, QUIT, RSET, HELP, STARTTLS -> Optional.empty();
            case AUTH ->
                Optional.of(
                        policy.auth() == AuthMode.REQUIRED
                                ? SmtpRefusal.AUTH_NEEDS_TLS
                                : SmtpRefusal.STARTTLS_REQUIRED);
            case MAIL, RCPT, DATA, BDAT, VRFY, EXPN, ETRN, ATRN, TURN, EXTENSION, UNKNOWN ->
                Optional.of(SmtpRefusal.STARTTLS_REQUIRED);
        };
    }

    private Optional<SmtpRefusal> ofStranger(SmtpState state) {
        boolean stranger = policy.relay() == RelayRule.PINNED
                && state.tls()
                && !state.peer().pinned();
        if (!stranger) {
            return Optional.empty();
        }
        return Optional.of(
                state.peer() == ClientPinStatus.PINS_UNREADABLE
                        ? SmtpRefusal.PINS_UNREADABLE
                        : SmtpRefusal.PEER_NOT_PINNED);
    }

    private Optional<SmtpRefusal> byVerb(SmtpState state, SmtpCommand command) {
        return switch (command.verb()) {
            case EHLO, HELO, NOOP, QUIT, RSET, HELP -> Optional.empty();
            case STARTTLS -> ofStartTls(state, command);
            case AUTH -> ofAuth(state);
            case MAIL -> ofMail(state);
            case RCPT -> ofRcpt(state);
            case DATA -> ofData(state);
            case BDAT -> ofBdat(state);
            case VRFY, EXTENSION -> ofAuthGate(state);
            case EXPN -> ofAuthGate(state).or(() -> Optional.of(SmtpRefusal.NOT_SERVED));
            case ETRN, ATRN, TURN -> Optional.of(SmtpRefusal.NOT_SERVED);
            case UNKNOWN -> Optional.of(SmtpRefusal.UNKNOWN_COMMAND);
        };
    }

    private Optional<SmtpRefusal> ofStartTls(SmtpState state, SmtpCommand command) {
        if (state.tls()) {
            return Optional.of(SmtpRefusal.TLS_ALREADY_ACTIVE);
        }
        if (!policy.tls().upgradable()) {
            return Optional.of(SmtpRefusal.STARTTLS_NOT_OFFERED);
        }
        return command.hasArgument() ? Optional.of(SmtpRefusal.STARTTLS_TAKES_NO_ARGUMENT) : Optional.empty();
    }

    private Optional<SmtpRefusal> ofAuth(SmtpState state) {
        if (policy.auth() == AuthMode.NONE) {
            return Optional.of(SmtpRefusal.AUTH_NOT_OFFERED);
        }
        if (state.greeting() != Greeting.EHLO) {
            return Optional.of(SmtpRefusal.EHLO_FIRST);
        }
        if (state.login().authenticated()) {
            return Optional.of(SmtpRefusal.AUTH_ALREADY);
        }
        if (state.login().heldOff()) {
            return Optional.of(SmtpRefusal.HELD_OFF);
        }
        return state.transaction() == Transaction.NONE
                ? Optional.empty()
                : Optional.of(SmtpRefusal.AUTH_IN_TRANSACTION);
    }

    private Optional<SmtpRefusal> ofMail(SmtpState state) {
        if (state.greeting() == Greeting.NONE) {
            return Optional.of(SmtpRefusal.EHLO_FIRST);
        }
        return ofAuthGate(state)
                .or(() -> state.transaction() == Transaction.NONE
                        ? Optional.empty()
                        : Optional.of(SmtpRefusal.NESTED_MAIL));
    }

    private Optional<SmtpRefusal> ofRcpt(SmtpState state) {
        return ofAuthGate(state).or(() -> switch (state.transaction()) {
            case NONE -> Optional.of(SmtpRefusal.MAIL_FIRST);
            case CHUNKS -> Optional.of(SmtpRefusal.NESTED_MAIL);
            case MAIL, RCPT -> Optional.empty();
        });
    }

    private Optional<SmtpRefusal> ofData(SmtpState state) {
        return ofAuthGate(state).or(() -> switch (state.transaction()) {
            case NONE -> Optional.of(SmtpRefusal.MAIL_FIRST);
            case MAIL -> Optional.of(SmtpRefusal.RCPT_FIRST);
            case CHUNKS -> Optional.of(SmtpRefusal.DATA_AFTER_BDAT);
            case RCPT -> Optional.empty();
        });
    }

    private Optional<SmtpRefusal> ofBdat(SmtpState state) {
        return ofAuthGate(state).or(() -> switch (state.transaction()) {
            case NONE -> Optional.of(SmtpRefusal.MAIL_FIRST);
            case MAIL -> Optional.of(SmtpRefusal.RCPT_FIRST);
            case RCPT, CHUNKS -> Optional.empty();
        });
    }

    private Optional<SmtpRefusal> ofAuthGate(SmtpState state) {
        boolean missing = policy.auth() == AuthMode.REQUIRED && !state.login().authenticated();
        return missing ? Optional.of(SmtpRefusal.AUTH_REQUIRED) : Optional.empty();
    }
}
