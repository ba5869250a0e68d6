// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.transport.ClientConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSession;
import org.apache.james.imap.api.ImapSessionState;
import org.apache.james.imap.api.process.ImapLineHandler;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.api.process.SelectedMailbox;
import org.apache.james.protocols.api.OidcSASLConfiguration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A session as James' engine sees it: under TLS from the first octet. Used by one worker at a time, and by whoever reports news. */
final class EngineSession implements ImapSession {
    private final ClientConnection connection;
    private final boolean compress;
    private final SessionId id = SessionId.generate();
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<ImapLineHandler> lineHandlers = new ConcurrentLinkedDeque<>();
    private final AtomicReference<@Nullable SelectedMailbox> selected = new AtomicReference<>();
    private volatile ImapSessionState state = ImapSessionState.NON_AUTHENTICATED;
    private volatile boolean compressing;

    EngineSession(ClientConnection connection, boolean compress) {
        this.connection = connection;
        this.compress = compress;
    }

    /** Who takes the next line, if it is not a command. */
    Optional<ImapLineHandler> lineHandler() {
        return Optional.ofNullable(lineHandlers.peekFirst());
    }

    /** Asks somebody no more who failed at a line. */
    void leave(ImapLineHandler handler) {
        lineHandlers.remove(handler);
    }

    boolean loggedIn() {
        return state != ImapSessionState.NON_AUTHENTICATED && state != ImapSessionState.LOGOUT;
    }

    @Override
    public SessionId sessionId() {
        return id;
    }

    @Override
    public ImapSessionState getState() {
        return state;
    }

    @Override
    public void authenticated() {
        state = ImapSessionState.AUTHENTICATED;
    }

    @Override
    public Mono<Void> selected(SelectedMailbox mailbox) {
        state = ImapSessionState.SELECTED;
        return leaveMailbox().then(Mono.fromRunnable(() -> selected.set(mailbox)));
    }

    @Override
    public Mono<Void> deselect() {
        state = ImapSessionState.AUTHENTICATED;
        return leaveMailbox();
    }

    @Override
    public Mono<Void> logout() {
        return leaveMailbox().then(Mono.fromRunnable(() -> state = ImapSessionState.LOGOUT));
    }

    private Mono<Void> leaveMailbox() {
        SelectedMailbox left = selected.getAndSet(null);
        return left == null ? Mono.empty() : left.deselect();
    }

    @Override
    public @Nullable SelectedMailbox getSelected() {
        return selected.get();
    }

    @Override
    public @Nullable Object getAttribute(String key) {
        return attributes.get(key);
    }

    @Override
    public void setAttribute(String key, @Nullable Object value) {
        if (value == null) {
            attributes.remove(key);
        } else {
            attributes.put(key, value);
        }
    }

    @Override
    public void pushLineHandler(ImapLineHandler handler) {
        lineHandlers.addFirst(handler);
    }

    @Override
    public void popLineHandler() {
        lineHandlers.pollFirst();
    }

    @Override
    public void schedule(Runnable work, Duration wait) {
        connection.later(wait, work);
    }

    @Override
    public boolean isTLSActive() {
        return true;
    }

    @Override
    public boolean supportStartTLS() {
        return false;
    }

    @Override
    public boolean startTLS(Runnable answer) {
        return false;
    }

    @Override
    public Optional<SSLSession> getSSLSession() {
        return Optional.empty();
    }

    @Override
    public boolean isCompressionSupported() {
        return compress;
    }

    @Override
    public boolean isCompressionActive() {
        return compressing;
    }

    @Override
    public boolean startCompression(Runnable answer) {
        if (!compress || compressing) {
            return false;
        }
        compressing = true;
        answer.run();
        connection.compress();
        return true;
    }

    @Override
    public boolean supportMultipleNamespaces() {
        return false;
    }

    @Override
    public boolean isSSLRequired() {
        return false;
    }

    @Override
    public boolean isPlainAuthEnabled() {
        return true;
    }

    @Override
    public boolean supportsOAuth() {
        return false;
    }

    @Override
    public Optional<OidcSASLConfiguration> oidcSaslConfiguration() {
        return Optional.empty();
    }

    @Override
    public boolean needsCommandInjectionDetection() {
        return false;
    }

    @Override
    public void startDetectingCommandInjection() {
        // Nothing is ever read in clear.
    }

    @Override
    public void stopDetectingCommandInjection() {
        // Nothing is ever read in clear.
    }
}
