// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.session;

import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.client.ClientFacts;
import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.pin.ClientPinStatus;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import dev.sekisho.server.smtp.client.ClientExamination;
import dev.sekisho.server.smtp.hook.HookSession;
import dev.sekisho.server.smtp.pin.PinnedPeerCheck;
import dev.sekisho.server.smtp.transaction.ClientIdentity;
import dev.sekisho.server.smtp.transaction.MailTransaction;
import dev.sekisho.server.smtp.transaction.SmtpEnvelope;
import dev.sekisho.server.smtp.transaction.SmtpSessionFacts;
import dev.sekisho.server.transport.ClientConnection;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/** What has been said and done in one session so far. Confined to a connection. */
public final class SmtpSessionData {
    private final SmtpListenerSettings listener;
    private final ClientConnection connection;
    private final ClientExamination examination;
    private SmtpState state;
    private String helo = "";
    private Optional<Username> user = Optional.empty();
    private @Nullable MailTransaction transaction;
    private @Nullable HookSession hookSession;
    private boolean slowed;
    private int messages;
    private final Set<Username> byPop = new HashSet<>();
    private boolean popLogin;

    /** Of a session that begins. */
    public SmtpSessionData(SmtpListenerSettings listener, ClientConnection connection) {
        this.listener = listener;
        this.connection = connection;
        byte[] address = connection.client().getAddress().getAddress();
        this.state = SmtpState.connected(
                        connection.tls().isPresent(), listener.policy().relaysFor(address))
                .withDevice(listener.policy().deviceAt(address));
        this.examination = new ClientExamination(
                listener.services().clients().lookup(),
                listener.policy().clientChecks(),
                connection.client().getAddress());
    }

    /** All that decisions depend on. */
    public SmtpState state() {
        return state;
    }

    /** All that decisions depend on from now on. */
    public void become(SmtpState next) {
        state = next;
    }

    /** Who has logged in. */
    public Optional<Username> user() {
        return user;
    }

    /** A client has logged in as this user. */
    public void loggedIn(Username who) {
        user = Optional.of(who);
        state = state.afterAuth();
        hookSession().loggedIn(who);
    }

    /** A client may send as this user, who has read mail from its address. */
    public void loggedInByPop(Username who) {
        loggedIn(who);
        popLogin = true;
    }

    /** True if no login by POP3 stood for this user in the session before. */
    public boolean isFirstByPop(Username who) {
        return byPop.add(who);
    }

    /** What a login by POP3 stood for has to be seen anew, unless a transaction is under way. */
    public void endPopLogin() {
        if (popLogin && state.transaction() == SmtpState.Transaction.NONE) {
            popLogin = false;
            user = Optional.empty();
            hookSession = null;
            state = state.afterLogout();
        }
    }

    /** The client has said who it is, which ends a transaction. */
    public void greeted(String name, Greeting said) {
        endTransaction();
        endPopLogin();
        helo = name;
        state = state.afterGreeting(said);
    }

    /** A handshake is done: all that was said before is forgotten (RFC 3207 4.2). */
    public void beginAgain() {
        endTransaction();
        state = state.afterStartTls();
        helo = "";
        user = Optional.empty();
        popLogin = false;
        hookSession = null;
    }

    /** Sees anew who the client is, where that is asked for: a pin may have been revoked. */
    public void checkPin() {
        if (listener.policy().relay() == RelayRule.PINNED) {
            LocalDate today = LocalDate.ofInstant(listener.clock().instant(), ZoneOffset.UTC);
            state = PinnedPeerCheck.check(
                    listener.greeting().name(), listener.access().peers(), connection, state, today);
        }
    }

    /** The session as James' hooks see it. */
    public HookSession hookSession() {
        if (hookSession == null) {
            hookSession = new HookSession(listener.policy(), listener.greeting().hostName(), connection);
        }
        return hookSession;
    }

    /** A transaction begins, whose MAIL was accepted. */
    public void begin(MailTransaction begun) {
        transaction = begun;
        state = state.afterMail();
    }

    /** The transaction that is under way; the policy allows nothing that asks for it before. */
    public MailTransaction transaction() {
        if (transaction == null) {
            throw new IllegalStateException("the policy allows no RCPT, DATA or BDAT without MAIL");
        }
        return transaction;
    }

    /** The envelope of the transaction that is under way. */
    public Optional<SmtpEnvelope> envelope() {
        return Optional.ofNullable(transaction).map(MailTransaction::envelope);
    }

    /** Ends a transaction, if one is under way. */
    public void endTransaction() {
        state = state.afterReset();
        if (transaction != null) {
            transaction.end();
            transaction = null;
        }
        if (hookSession != null) {
            hookSession.resetState();
        }
    }

    /** What is found out about the client without its own word. */
    public ClientExamination examination() {
        return examination;
    }

    /** True if the session is served slower. */
    public boolean slowed() {
        return slowed;
    }

    /** The session is served slower from now on. */
    public void slow() {
        slowed = true;
    }

    /** Counts a message. */
    public void messageAccepted() {
        messages++;
    }

    /** Messages that were accepted. */
    public int messages() {
        return messages;
    }

    /** Who the client is, for {@code Received} and the log. */
    public SmtpSessionFacts facts() {
        return new SmtpSessionFacts(
                listener.greeting().name(),
                identity(),
                helo,
                state.greeting() == Greeting.EHLO,
                connection.tls(),
                user,
                pinName(state.peer()),
                connection.id());
    }

    private ClientIdentity identity() {
        ClientFacts facts = examination.known();
        return new ClientIdentity(
                connection.client(),
                facts.name(),
                listener.policy().clientChecks().weight(facts).parts(),
                state.device().map(Device::name),
                popLogin);
    }

    private static Optional<String> pinName(ClientPinStatus status) {
        return PinnedPeerCheck.nameOf(status);
    }
}
