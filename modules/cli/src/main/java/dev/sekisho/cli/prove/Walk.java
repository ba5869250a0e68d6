// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.Pin;
import dev.sekisho.policy.contract.Step;
import dev.sekisho.policy.contract.Step.Connect;
import dev.sekisho.policy.contract.Step.Credentials;
import dev.sekisho.policy.contract.Step.Hello;
import dev.sekisho.policy.contract.Step.LogIn;
import dev.sekisho.policy.contract.Step.LogInElsewhere;
import dev.sekisho.policy.contract.Step.Mechanism;
import dev.sekisho.policy.contract.Step.Message;
import dev.sekisho.policy.contract.Step.Say;
import dev.sekisho.policy.contract.Step.SayTogether;
import dev.sekisho.policy.contract.Step.SpeakInClear;
import dev.sekisho.policy.contract.Step.StartTls;
import dev.sekisho.policy.contract.Step.StartTlsAndMore;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of one scenario, one after the other, and tells what is seen after each. Used by one thread.
 *
 * <p>Only what keeps a client from connecting at all is an exception; whatever else happens on the wire is something seen.
 */
final class Walk implements AutoCloseable {
    /** How long a close is waited for that should come at once. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);
    /** How often a login is tried again because the session before has not yet let go of the maildrop. */
    private static final int MAILDROP_TRIES = 20;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final Endpoint endpoint;
    private final ProvingUser user;
    private final Duration patience;
    private final Optional<InetAddress> from;
    private final Dialect dialect;
    private final Transcript transcript = new Transcript();
    private @Nullable Wire wire;
    private @Nullable Walk elsewhere;
    private Optional<Pin> pin = Optional.empty();

    /**
     * @param from the local address to come from; empty for the system's choice
     * @param patience how long one reply is waited for
     */
    Walk(Endpoint endpoint, ProvingUser user, Duration patience, Optional<InetAddress> from) {
        this.endpoint = endpoint;
        this.user = user;
        this.patience = patience;
        this.from = from;
        this.dialect = Dialect.of(endpoint.protocol());
    }

    /** What was said so far. */
    List<String> transcript() {
        return transcript.lines();
    }

    /** The server's pin, if a handshake showed it. */
    Optional<Pin> pin() {
        return pin;
    }

    /** True if what was seen after a step lets a client go on; a login that is to fail may be refused. */
    boolean goesOn(Step step, Seen seen) {
        boolean toFail = step instanceof LogIn login && login.credentials() != Credentials.RIGHT;
        return seen instanceof Seen.TlsOn || seen instanceof Seen.Reply reply && (toFail || dialect.positive(reply));
    }

    /**
     * Takes a step.
     *
     * @throws IOException if no connection can be made
     */
    Seen take(Step step) throws IOException {
        if (step instanceof Connect connect) {
            open();
            return seen(() -> connected(connect.hello()));
        }
        if (step instanceof SpeakInClear speak) {
            open();
            return seen(() -> inClear(speak.line()));
        }
        if (step instanceof LogInElsewhere) {
            return logInElsewhere();
        }
        return seen(() -> onTheWire(step));
    }

    private Seen onTheWire(Step step) throws IOException {
        if (step instanceof Say say) {
            return say(user.fill(say.line()));
        }
        if (step instanceof Message message) {
            return message(message.lines());
        }
        if (step instanceof SayTogether together) {
            return sayTogether(together.lines());
        }
        if (step instanceof StartTls startTls) {
            Seen.Reply reply = say(dialect.startTls());
            return dialect.positive(reply) ? handshake(startTls.hello()) : reply;
        }
        if (step instanceof StartTlsAndMore more) {
            return startTlsAndMore(more.line());
        }
        if (step instanceof LogIn logIn) {
            return logIn(logIn);
        }
        throw new IllegalArgumentException("not a step on an open connection: " + step);
    }

    private void open() throws IOException {
        wire = Wire.connect(endpoint, from, patience);
        transcript.note("connected to " + endpoint
                + from.map(a -> " from " + a.getHostAddress()).orElse(""));
    }

    private Seen connected(Hello hello) throws IOException {
        if (endpoint.implicitTls()) {
            Seen seen = handshake(hello);
            if (!(seen instanceof Seen.TlsOn) || retired(hello)) {
                return seen;
            }
        }
        return heard(dialect.readGreeting(wire()));
    }

    private Seen handshake(Hello hello) throws IOException {
        if (retired(hello)) {
            transcript.note("ClientHello, " + hello);
            wire().send(RetiredHello.of(hello));
            Seen seen = RetiredHello.answered(wire().read());
            transcript.note(seen.text());
            return seen;
        }
        TlsClient client = TlsClient.saying(hello);
        try {
            SSLSocket secure = wire().startTls(client);
            String version = secure.getSession().getProtocol();
            pin = client.presentedPin();
            transcript.note(version + " " + secure.getSession().getCipherSuite());
            return new Seen.TlsOn(version);
        } catch (SSLException refused) {
            transcript.note("handshake: " + refused.getMessage());
            return new Seen.HandshakeRefused(String.valueOf(refused.getMessage()));
        }
    }

    private static boolean retired(Hello hello) {
        return switch (hello) {
            case MODERN, WITH_UNKNOWN_CERTIFICATE, NAMING_A_STRANGE_HOST -> false;
            case ONLY_TLS_1_0, ONLY_TLS_1_1, ONLY_STATIC_RSA -> true;
        };
    }

    /** A TLS alert is no word of the protocol; anything else is. */
    private Seen inClear(String line) throws IOException {
        transcript.client(line);
        wire().send(line + "\r\n");
        int first = wire().read();
        if (first < 0 || first == 21) {
            transcript.note(first < 0 ? "closed" : "TLS alert");
            return first < 0 || endsAfterAlert() ? new Seen.Closed() : new Seen.Nonsense("the connection stays open");
        }
        return heard(new Seen.Reply(List.of((char) first + wire().readLine())));
    }

    private boolean endsAfterAlert() throws IOException {
        wire().patience(shorter());
        try {
            while (wire().read() >= 0) {
                continue;
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        }
    }

    private Seen.Reply say(String line) throws IOException {
        return say(line, line);
    }

    private Seen.Reply say(String line, String shown) throws IOException {
        String said = dialect.said(line);
        transcript.client(said.replace(line, shown));
        wire().send(said + "\r\n");
        return heard(dialect.readReply(wire(), said));
    }

    private Seen.Reply message(List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(user.fill(line)).append("\r\n");
        }
        transcript.client("(a message of " + lines.size() + " lines)");
        wire().send(text + ".\r\n");
        return heard(dialect.readReply(wire(), "."));
    }

    private Seen sayTogether(List<String> lines) throws IOException {
        List<String> said = lines.stream().map(user::fill).map(dialect::said).toList();
        said.forEach(transcript::client);
        wire().send(String.join("\r\n", said) + "\r\n");
        List<Seen.Reply> replies = new ArrayList<>();
        for (String line : said) {
            Seen.Reply reply = heard(dialect.readReply(wire(), line));
            replies.add(reply);
            if (!dialect.positive(reply)) {
                break;
            }
        }
        return new Seen.Replies(replies);
    }

    private Seen startTlsAndMore(String line) throws IOException {
        String verb = dialect.said(dialect.startTls());
        transcript.client(verb + "\\r\\n" + line + "\\r\\n, in one packet");
        wire().send(verb + "\r\n" + line + "\r\n");
        try {
            heard(dialect.readReply(wire(), verb));
        } catch (EOFException closed) {
            transcript.note("closed");
            return new Seen.Closed();
        }
        if (closedNow()) {
            return new Seen.Closed();
        }
        Seen seen = handshake(Hello.MODERN);
        if (!(seen instanceof Seen.TlsOn)) {
            return seen;
        }
        transcript.note("the connection was not closed");
        try {
            return heard(dialect.readReply(wire(), verb));
        } catch (SocketTimeoutException silent) {
            return new Seen.Nonsense("not closed; TLS begins, and nothing of the line is answered");
        }
    }

    private Seen.Reply logIn(LogIn step) throws IOException {
        for (int i = 1; ; i++) {
            Seen.Reply reply = logInOnce(step);
            boolean again = dialect.maildropInUse(reply) && elsewhere == null && i < MAILDROP_TRIES;
            if (!again) {
                return reply;
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
    }

    private Seen.Reply logInOnce(LogIn step) throws IOException {
        boolean unknown =
                step.credentials() == Credentials.UNKNOWN_USER || user.address().isEmpty();
        String name = unknown ? user.unknownUser() : user.address().orElseThrow();
        String password =
                step.credentials() == Credentials.RIGHT ? user.password().orElseThrow() : "not-the-password";
        Seen.Reply reply = new Seen.Reply(List.of(""));
        for (String line : dialect.logIn(step.mechanism(), name, password)) {
            String shown = line.startsWith("USER") ? line : line.split(" ", 2)[0] + " (credentials of " + name + ")";
            reply = say(line, shown);
            if (!dialect.positive(reply)) {
                break;
            }
        }
        return reply;
    }

    private Seen logInElsewhere() throws IOException {
        Walk other = new Walk(endpoint, user, patience, from);
        elsewhere = other;
        Step.StartTls startTls = new StartTls(Hello.MODERN);
        List<Step> road = new ArrayList<>(List.of(new Connect(Hello.MODERN)));
        if (!endpoint.implicitTls()) {
            road.add(startTls);
        }
        road.add(new LogIn(Credentials.RIGHT, Mechanism.USER_AND_PASSWORD));
        Seen seen = new Seen.Closed();
        for (Step step : road) {
            seen = other.take(step);
            if (!other.goesOn(step, seen)) {
                break;
            }
        }
        transcript.note("on another connection: " + seen.text());
        return seen;
    }

    /** True if the server closes the connection now and says nothing more, unless it takes leave. */
    boolean closedNow() {
        try {
            wire().patience(shorter());
            boolean closed = tookLeave() && wire().read() < 0;
            wire().patience(patience);
            transcript.note(closed ? "closed" : "more was said");
            return closed;
        } catch (SocketTimeoutException open) {
            transcript.note("not closed");
            return false;
        } catch (IOException gone) {
            transcript.note("closed");
            return true;
        }
    }

    private boolean tookLeave() throws IOException {
        Optional<String> leave = dialect.leave();
        if (leave.isEmpty()) {
            return true;
        }
        String line = wire().readLine();
        transcript.server(line);
        return line.startsWith(leave.get());
    }

    private Duration shorter() {
        return CLOSE_PATIENCE.compareTo(patience) < 0 ? CLOSE_PATIENCE : patience;
    }

    private Seen.Reply heard(Seen.Reply reply) {
        reply.lines().forEach(transcript::server);
        return reply;
    }

    private interface OnTheWire {
        Seen happens() throws IOException;
    }

    private Seen seen(OnTheWire what) {
        try {
            return what.happens();
        } catch (EOFException closed) {
            transcript.note("closed");
            return new Seen.Closed();
        } catch (SocketTimeoutException silence) {
            transcript.note("no reply");
            return new Seen.Nonsense("no reply within " + patience.toSeconds() + " s");
        } catch (IOException fault) {
            transcript.note("closed: " + fault.getMessage());
            return new Seen.Closed();
        }
    }

    private Wire wire() {
        if (wire == null) {
            throw new IllegalStateException("a scenario begins with a connection");
        }
        return wire;
    }

    /** Takes leave, where there is somebody to take leave of. */
    @Override
    public void close() {
        if (elsewhere != null) {
            elsewhere.close();
        }
        if (wire != null) {
            try (Wire open = wire) {
                open.patience(Duration.ofSeconds(1));
                open.send(dialect.said(dialect.quit()) + "\r\n");
                while (open.read() >= 0) {
                    continue;
                }
            } catch (IOException gone) {
                // There was nobody left.
                return;
            }
        }
    }
}
