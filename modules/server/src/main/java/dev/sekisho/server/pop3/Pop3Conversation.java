// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3;

import dev.sekisho.policy.Limits;
import dev.sekisho.policy.pop3.Pop3Checkpoint;
import dev.sekisho.policy.pop3.Pop3Decision;
import dev.sekisho.policy.pop3.Pop3Refusal;
import dev.sekisho.policy.pop3.Pop3State;
import dev.sekisho.policy.pop3.Pop3Verb;
import dev.sekisho.server.login.Credentials;
import dev.sekisho.server.login.Login;
import dev.sekisho.server.transport.Conversation;
import dev.sekisho.server.transport.Ending;
import dev.sekisho.server.transport.LineReader;
import dev.sekisho.server.transport.LineReader.Line;
import dev.sekisho.server.transport.TlsSession;
import dev.sekisho.server.transport.Wire;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One peer's POP3 session up to the login; what follows is {@link MaildropSession}'s. */
public final class Pop3Conversation implements Conversation {
    private static final Logger LOGGER = LoggerFactory.getLogger(Pop3Conversation.class);
    private static final int ERRORS = 20;

    private final Pop3Listener listener;
    private final Pop3Checkpoint checkpoint;
    private final LineReader lines = new LineReader();

    private @Nullable Wire wire;
    private @Nullable MaildropSession maildrop;
    private @Nullable Maildrop locked;
    private Pop3State state = Pop3State.connected(false);
    private String userName = "";
    private Optional<Username> user = Optional.empty();
    private boolean awaitsResponse;
    private int errors;

    /** A session that has not begun. */
    public Pop3Conversation(Pop3Listener listener) {
        this.listener = listener;
        this.checkpoint = listener.checkpoint();
    }

    @Override
    public void opened(Wire connected) {
        wire = connected;
        state = Pop3State.connected(connected.tls().isPresent());
        wire().line("+OK " + listener.hostName() + " " + listener.greeting());
    }

    @Override
    public void tlsStarted() {
        state = state.afterStls();
        userName = "";
    }

    @Override
    public boolean read(ByteBuf input) {
        Line line = lines.take(input, state.tls() ? Limits.AUTH_LINE : Limits.POP3_LINE);
        if (line instanceof Line.Text text) {
            String decoded = new String(text.octets(), StandardCharsets.UTF_8);
            if (awaitsResponse) {
                awaitsResponse = false;
                plain(decoded);
            } else {
                command(decoded);
            }
        } else if (line instanceof Line.TlsRecord) {
            LOGGER.warn(
                    "listener {}: peer {} began TLS in clear; closed. A client that is set to SSL/TLS belongs on a port of implicit TLS",
                    listener.name(),
                    wire().peer());
            wire().line("-ERR Send STLS first");
            wire().close(Ending.ABUSE);
        } else if (line instanceof Line.Malformed) {
            error("-ERR Lines end in CR LF and hold neither CR, LF nor NUL");
        } else if (line instanceof Line.TooLong) {
            error("-ERR Line too long");
        } else if (line instanceof Line.Endless) {
            LOGGER.warn("listener {}: peer {} sent a line without an end, closed", listener.name(), wire().peer());
            wire().line("-ERR Line too long");
            wire().close(Ending.ABUSE);
        } else {
            return false;
        }
        return true;
    }

    @Override
    public void idle() {
        wire().line("-ERR [SYS/TEMP] Idle for too long, closing connection");
    }

    @Override
    public boolean interruptible() {
        return maildrop == null || !maildrop.sending();
    }

    @Override
    public void stopping() {
        wire().line("-ERR [SYS/TEMP] The server ends, try again later");
    }

    @Override
    public void failed() {
        wire().line("-ERR [SYS/TEMP] Local error, closing connection");
    }

    @Override
    public void closed(Ending ending) {
        if (wire == null) {
            return;
        }
        LOGGER.info(
                "listener {}: session {} peer {} tls {} user {} {} {}",
                listener.name(),
                wire().id(),
                wire().peer(),
                wire().tls().map(TlsSession::version).orElse("-"),
                user.map(Username::asString).orElse("-"),
                maildrop == null ? "no maildrop" : maildrop.summary(),
                ending.text());
        if (maildrop != null) {
            maildrop.close();
        }
        if (locked != null) {
            wire().detach(locked::close);
        }
    }

    private void command(String line) {
        int space = line.indexOf(' ');
        Pop3Verb verb = Pop3Verb.of((space < 0 ? line : line.substring(0, space)).strip());
        // The argument of PASS is all that follows the one space: passwords may hold and end in spaces (RFC 1939 7).
        String raw = space < 0 ? "" : line.substring(space + 1);
        String argument = verb == Pop3Verb.PASS ? raw : raw.strip();
        if (line.length() + 2 > Limits.POP3_LINE && verb != Pop3Verb.AUTH) {
            error("-ERR Line too long");
            return;
        }
        Pop3Decision decision = checkpoint.decide(state, verb, !argument.isEmpty());
        if (decision instanceof Pop3Decision.Refuse refuse) {
            refuse(refuse.reason());
        } else {
            carryOut(verb, argument);
        }
    }

    private void carryOut(Pop3Verb verb, String argument) {
        switch (verb) {
            case CAPA -> capabilities();
            case STLS -> startTls();
            case USER -> user(argument);
            case PASS -> login(new Credentials(userName, argument));
            case AUTH -> authenticate(argument);
            case QUIT -> quit();
            case STAT, LIST, UIDL, RETR, TOP, DELE, NOOP, RSET -> session().carryOut(verb, argument);
            case APOP, UNKNOWN -> throw new IllegalStateException("the policy refuses " + verb + " in every state");
        }
    }

    private void capabilities() {
        wire().line("+OK Capability list follows");
        checkpoint.capabilities(state).forEach(wire()::line);
        wire().line("IMPLEMENTATION Sekisho");
        wire().line(".");
    }

    private void startTls() {
        if (wire().tlsAvailable()) {
            wire().startTls("+OK Begin TLS negotiation");
        } else {
            LOGGER.error(
                    "listener {}: STLS of {} refused, there is no certificate to present",
                    listener.name(),
                    wire().peer());
            wire().line("-ERR [SYS/TEMP] TLS is not available at the moment");
        }
    }

    private void user(String name) {
        if (name.isEmpty()) {
            error("-ERR User name expected");
            return;
        }
        userName = name;
        state = state.afterUser();
        done("+OK Send PASS");
    }

    private void authenticate(String argument) {
        String[] words = argument.split(" +", 2);
        if (argument.isEmpty()) {
            done("+OK");
            wire().line("PLAIN");
            wire().line(".");
        } else if (!words[0].equalsIgnoreCase("PLAIN")) {
            error("-ERR Unrecognized authentication mechanism");
        } else if (words.length == 1) {
            awaitsResponse = true;
            wire().line("+ ");
        } else {
            plain(words[1].strip());
        }
    }

    private void plain(String response) {
        if (response.equals("*")) {
            error("-ERR Authentication cancelled");
            return;
        }
        Credentials.ofPlain(response).ifPresentOrElse(this::login, () -> error("-ERR Cannot decode the response"));
    }

    private void login(Credentials credentials) {
        wire().offload(() -> attempt(credentials), this::attempted);
    }

    private Attempt attempt(Credentials credentials) throws Exception {
        Login login = listener.logins()
                .login(
                        credentials,
                        wire().peer().getAddress(),
                        listener.name(),
                        listener.policy().limits());
        if (!(login instanceof Login.Accepted accepted)) {
            return new Attempt(login, Optional.empty());
        }
        try {
            // Kept where closed() finds it, should the peer be gone before the login is answered.
            locked = listener.maildrops().open(accepted.user()).orElse(null);
            return new Attempt(login, locked == null ? Optional.of(Pop3Refusal.MAILDROP_IN_USE) : Optional.empty());
        } catch (Exception e) {
            LOGGER.error(
                    "listener {}: the maildrop of {} cannot be opened",
                    listener.name(),
                    accepted.user().asString(),
                    e);
            return new Attempt(login, Optional.of(Pop3Refusal.MAILDROP_UNAVAILABLE));
        }
    }

    private void attempted(Attempt attempt) {
        userName = "";
        if (attempt.login() instanceof Login.Accepted accepted) {
            user = Optional.of(accepted.user());
            attempt.obstacle().ifPresentOrElse(this::notOpened, this::opened);
        } else if (attempt.login() instanceof Login.HeldOff) {
            wire().line("-ERR [SYS/TEMP] Too many failed logins from your address, try again later");
            wire().close(Ending.ABUSE);
        } else if (attempt.login() instanceof Login.Unavailable) {
            error("-ERR [SYS/TEMP] Logins cannot be checked at the moment");
        } else {
            Pop3Refusal reason = checkpoint.failedAuth(state);
            state = state.afterFailedAuth();
            refuse(reason);
        }
    }

    private void opened() {
        if (locked == null) {
            throw new IllegalStateException("a maildrop that is open is locked");
        }
        state = state.afterAuth();
        maildrop = new MaildropSession(this, new OpenMaildrop(locked));
        done("+OK Maildrop has " + locked.messages().size() + " messages");
    }

    private void notOpened(Pop3Refusal obstacle) {
        state = state.afterMaildropInUse();
        refuse(obstacle);
    }

    private void quit() {
        if (maildrop == null) {
            bye("+OK Bye");
        } else {
            maildrop.update();
        }
    }

    // --- what the maildrop's session uses ---

    Wire wire() {
        if (wire == null) {
            throw new IllegalStateException("the session has not begun");
        }
        return wire;
    }

    void done(String line) {
        errors = 0;
        wire().line(line);
    }

    void error(String line) {
        wire().line(line);
        if (++errors >= ERRORS) {
            LOGGER.warn("listener {}: peer {} made {} errors in a row, closed", listener.name(), wire().peer(), errors);
            wire().close(Ending.ABUSE);
        }
    }

    void bye(String line) {
        wire().line(line);
        wire().close(Ending.FINISHED);
    }

    private void refuse(Pop3Refusal reason) {
        if (reason.closes()) {
            wire().line(reason.reply());
            wire().close(Ending.ABUSE);
        } else {
            error(reason.reply());
        }
    }

    private MaildropSession session() {
        if (maildrop == null) {
            throw new IllegalStateException("the policy allows no command on a maildrop before a login");
        }
        return maildrop;
    }

    private record Attempt(Login login, Optional<Pop3Refusal> obstacle) {}
}
