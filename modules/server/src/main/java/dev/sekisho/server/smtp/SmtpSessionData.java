// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.pin.ClientPinStatus;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import dev.sekisho.server.transport.ClientConnection;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/** What has been said and done in one session so far. Confined to a connection. */
final class SmtpSessionData {
    private final SmtpListenerSettings listener;
    private final ClientConnection connection;
    private SmtpState state;
    private String helo = "";
    private Optional<Username> user = Optional.empty();
    private @Nullable MailTransaction transaction;
    private @Nullable HookSession hookSession;
    private int messages;

    SmtpSessionData(SmtpListenerSettings listener, ClientConnection connection) {
        this.listener = listener;
        this.connection = connection;
        boolean trusted = listener.access().trusted().test(connection.client().getAddress());
        this.state = SmtpState.connected(connection.tls().isPresent(), trusted);
    }

    /** All that decisions depend on. */
    SmtpState state() {
        return state;
    }

    void become(SmtpState next) {
        state = next;
    }

    /** Who has logged in. */
    Optional<Username> user() {
        return user;
    }

    void loggedIn(Username who) {
        user = Optional.of(who);
        state = state.afterAuth();
        hookSession().loggedIn(who);
    }

    /** The client has said who it is, which ends a transaction. */
    void greeted(String name, Greeting said) {
        endTransaction();
        helo = name;
        state = state.afterGreeting(said);
    }

    /** A handshake is done: all that was said before is forgotten (RFC 3207 4.2). */
    void beginAgain() {
        endTransaction();
        state = state.afterStartTls();
        helo = "";
        user = Optional.empty();
        hookSession = null;
    }

    /** Sees anew who the client is, where that is asked for: a pin may have been revoked. */
    void checkPin() {
        if (listener.policy().relay() == RelayRule.PINNED) {
            LocalDate today = LocalDate.ofInstant(listener.clock().instant(), ZoneOffset.UTC);
            state = PinnedPeerCheck.judge(listener, connection, state, today);
        }
    }

    /** The session as James' hooks see it. */
    HookSession hookSession() {
        if (hookSession == null) {
            hookSession = new HookSession(listener, connection);
        }
        return hookSession;
    }

    /** A transaction begins, whose MAIL was accepted. */
    void begin(MailTransaction begun) {
        transaction = begun;
        state = state.afterMail();
    }

    /** The transaction that is under way; the policy allows nothing that asks for it before. */
    MailTransaction transaction() {
        if (transaction == null) {
            throw new IllegalStateException("the policy allows no RCPT, DATA or BDAT without MAIL");
        }
        return transaction;
    }

    /** The envelope of the transaction that is under way. */
    Optional<SmtpEnvelope> envelope() {
        return Optional.ofNullable(transaction).map(MailTransaction::envelope);
    }

    /** Ends a transaction, if one is under way. */
    void endTransaction() {
        state = state.afterReset();
        if (transaction != null) {
            transaction.end();
            transaction = null;
        }
        if (hookSession != null) {
            hookSession.resetState();
        }
    }

    void messageAccepted() {
        messages++;
    }

    /** Messages that were accepted. */
    int messages() {
        return messages;
    }

    /** Who the client is, as {@code Received} and the log tell it. */
    SmtpSessionFacts facts() {
        return new SmtpSessionFacts(
                listener.identity().name(),
                connection.client(),
                helo,
                state.greeting() == Greeting.EHLO,
                connection.tls(),
                user,
                pinName(state.peer()),
                connection.id());
    }

    private static Optional<String> pinName(ClientPinStatus standing) {
        return PinnedPeerCheck.nameOf(standing);
    }
}
