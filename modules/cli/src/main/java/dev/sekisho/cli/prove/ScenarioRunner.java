// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.contract.ScenarioStep;
import dev.sekisho.policy.contract.ScenarioStep.Connect;
import dev.sekisho.policy.contract.ScenarioStep.Credentials;
import dev.sekisho.policy.contract.ScenarioStep.Hello;
import dev.sekisho.policy.contract.ScenarioStep.LogIn;
import dev.sekisho.policy.contract.ScenarioStep.LogInElsewhere;
import dev.sekisho.policy.contract.ScenarioStep.Mechanism;
import dev.sekisho.policy.contract.ScenarioStep.Message;
import dev.sekisho.policy.contract.ScenarioStep.Say;
import dev.sekisho.policy.contract.ScenarioStep.SayTogether;
import dev.sekisho.policy.contract.ScenarioStep.SpeakBehindProxyHeader;
import dev.sekisho.policy.contract.ScenarioStep.SpeakInClear;
import dev.sekisho.policy.contract.ScenarioStep.StartTls;
import dev.sekisho.policy.contract.ScenarioStep.StartTlsAndMore;
import dev.sekisho.policy.pin.Pin;
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
 * Takes the steps of one scenario, one after the other, and reports what is seen after each. Used by one thread.
 *
 * <p>Only what keeps a client from connecting at all is an exception; whatever else happens on the wire is something seen.
 */
final class ScenarioRunner implements AutoCloseable {
    /** How long a close is waited for that should come at once. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
    /** How often a login is tried again because the session before has not yet let go of the maildrop. */
    private static final int MAILDROP_TRIES = 20;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final Endpoint endpoint;
    private final TestUser user;
    private final Duration timeout;
    private final Optional<InetAddress> from;
    private final Dialect dialect;
    private final ProbeTranscript transcript = new ProbeTranscript();
    private @Nullable ProbeConnection connection;
    private @Nullable ScenarioRunner elsewhere;
    private Optional<Pin> pin = Optional.empty();

    /**
     * @param from the local address to come from; empty for the system's choice
     * @param timeout how long one reply is waited for
     */
    ScenarioRunner(Endpoint endpoint, TestUser user, Duration timeout, Optional<InetAddress> from) {
        this.endpoint = endpoint;
        this.user = user;
        this.timeout = timeout;
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
    boolean goesOn(ScenarioStep step, Observation seen) {
        boolean toFail = step instanceof LogIn login && login.credentials() != Credentials.RIGHT;
        return seen instanceof Observation.TlsOn
                || seen instanceof Observation.Reply reply && (toFail || dialect.positive(reply));
    }

    /**
     * Takes a step.
     *
     * @throws IOException if no connection can be made
     */
    Observation take(ScenarioStep step) throws IOException {
        if (step instanceof Connect connect) {
            open();
            return seen(() -> connected(connect.hello()));
        }
        if (step instanceof SpeakInClear speak) {
            open();
            return seen(() -> inClear(speak.line()));
        }
        if (step instanceof SpeakBehindProxyHeader speak) {
            connection = ProbeConnection.connect(endpoint, speak.header(), timeout);
            transcript.note("connected to " + endpoint + ", PROXY header: " + speak.header());
            return seen(() -> inClear(speak.line()));
        }
        if (step instanceof LogInElsewhere) {
            return logInElsewhere();
        }
        return seen(() -> onTheWire(step));
    }

    private Observation onTheWire(ScenarioStep step) throws IOException {
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
            Observation.Reply reply = say(dialect.startTls());
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
        connection = ProbeConnection.connect(endpoint, from, timeout);
        transcript.note("connected to " + endpoint
                + from.map(a -> " from " + a.getHostAddress()).orElse(""));
    }

    private Observation connected(Hello hello) throws IOException {
        if (endpoint.implicitTls()) {
            Observation seen = handshake(hello);
            if (!(seen instanceof Observation.TlsOn) || retired(hello)) {
                return seen;
            }
        }
        return heard(dialect.readGreeting(wire()));
    }

    private Observation handshake(Hello hello) throws IOException {
        if (retired(hello)) {
            transcript.note("ClientHello, " + hello);
            wire().send(ObsoleteClientHello.of(hello));
            Observation seen = ObsoleteClientHello.answered(wire().read());
            transcript.note(seen.text());
            return seen;
        }
        ProbeTlsClient client = ProbeTlsClient.saying(hello);
        try {
            SSLSocket secure = wire().startTls(client);
            String version = secure.getSession().getProtocol();
            pin = client.presentedPin();
            transcript.note(version + " " + secure.getSession().getCipherSuite());
            return new Observation.TlsOn(version);
        } catch (SSLException refused) {
            transcript.note("handshake: " + refused.getMessage());
            return new Observation.HandshakeRefused(String.valueOf(refused.getMessage()));
        }
    }

    private static boolean retired(Hello hello) {
        return switch (hello) {
            case MODERN, WITH_UNKNOWN_CERTIFICATE, NAMING_A_STRANGE_HOST -> false;
            case ONLY_TLS_1_0, ONLY_TLS_1_1, ONLY_STATIC_RSA -> true;
        };
    }

    /** A TLS alert is no word of the protocol; anything else is. */
    private Observation inClear(String line) throws IOException {
        transcript.client(line);
        wire().send(line + "\r\n");
        int first = wire().read();
        if (first < 0 || first == 21) {
            transcript.note(first < 0 ? "closed" : "TLS alert");
            return first < 0 || endsAfterAlert()
                    ? new Observation.Closed()
                    : new Observation.Nonsense("the connection stays open");
        }
        return heard(new Observation.Reply(List.of((char) first + wire().readLine())));
    }

    private boolean endsAfterAlert() throws IOException {
        wire().timeout(shorter());
        try {
            while (wire().read() >= 0) {
                continue;
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        }
    }

    private Observation.Reply say(String line) throws IOException {
        return say(line, line);
    }

    private Observation.Reply say(String line, String shown) throws IOException {
        String said = dialect.said(line);
        transcript.client(said.replace(line, shown));
        wire().send(said + "\r\n");
        return heard(dialect.readReply(wire(), said));
    }

    private Observation.Reply message(List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(user.fill(line)).append("\r\n");
        }
        transcript.client("(a message of " + lines.size() + " lines)");
        wire().send(text + ".\r\n");
        return heard(dialect.readReply(wire(), "."));
    }

    private Observation sayTogether(List<String> lines) throws IOException {
        List<String> said = lines.stream().map(user::fill).map(dialect::said).toList();
        said.forEach(transcript::client);
        wire().send(String.join("\r\n", said) + "\r\n");
        List<Observation.Reply> replies = new ArrayList<>();
        for (String line : said) {
            Observation.Reply reply = heard(dialect.readReply(wire(), line));
            replies.add(reply);
            if (!dialect.positive(reply)) {
                break;
            }
        }
        return new Observation.Replies(replies);
    }

    private Observation startTlsAndMore(String line) throws IOException {
        String verb = dialect.said(dialect.startTls());
        transcript.client(verb + "\\r\\n" + line + "\\r\\n, in one packet");
        wire().send(verb + "\r\n" + line + "\r\n");
        try {
            heard(dialect.readReply(wire(), verb));
        } catch (EOFException closed) {
            transcript.note("closed");
            return new Observation.Closed();
        }
        if (closedNow()) {
            return new Observation.Closed();
        }
        Observation seen = handshake(Hello.MODERN);
        if (!(seen instanceof Observation.TlsOn)) {
            return seen;
        }
        transcript.note("the connection was not closed");
        try {
            return heard(dialect.readReply(wire(), verb));
        } catch (SocketTimeoutException silent) {
            return new Observation.Nonsense("not closed; TLS begins, and nothing of the line is answered");
        }
    }

    private Observation.Reply logIn(LogIn step) throws IOException {
        for (int i = 1; ; i++) {
            Observation.Reply reply = logInOnce(step);
            boolean again = dialect.maildropInUse(reply) && elsewhere == null && i < MAILDROP_TRIES;
            if (!again) {
                return reply;
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
    }

    private Observation.Reply logInOnce(LogIn step) throws IOException {
        boolean unknown =
                step.credentials() == Credentials.UNKNOWN_USER || user.address().isEmpty();
        String name = unknown ? user.unknownUser() : user.address().orElseThrow();
        String password =
                step.credentials() == Credentials.RIGHT ? user.password().orElseThrow() : "not-the-password";
        Observation.Reply reply = new Observation.Reply(List.of(""));
        for (String line : dialect.logIn(step.mechanism(), name, password)) {
            String shown = line.startsWith("USER") ? line : line.split(" ", 2)[0] + " (credentials of " + name + ")";
            reply = say(line, shown);
            if (!dialect.positive(reply)) {
                break;
            }
        }
        return reply;
    }

    private Observation logInElsewhere() throws IOException {
        ScenarioRunner other = new ScenarioRunner(endpoint, user, timeout, from);
        elsewhere = other;
        ScenarioStep.StartTls startTls = new StartTls(Hello.MODERN);
        List<ScenarioStep> steps = new ArrayList<>(List.of(new Connect(Hello.MODERN)));
        if (!endpoint.implicitTls()) {
            steps.add(startTls);
        }
        steps.add(new LogIn(Credentials.RIGHT, Mechanism.USER_AND_PASSWORD));
        Observation seen = new Observation.Closed();
        for (ScenarioStep step : steps) {
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
            wire().timeout(shorter());
            boolean closed = tookLeave() && wire().read() < 0;
            wire().timeout(timeout);
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
        return CLOSE_TIMEOUT.compareTo(timeout) < 0 ? CLOSE_TIMEOUT : timeout;
    }

    private Observation.Reply heard(Observation.Reply reply) {
        reply.lines().forEach(transcript::server);
        return reply;
    }

    private interface OnTheWire {
        Observation happens() throws IOException;
    }

    private Observation seen(OnTheWire what) {
        try {
            return what.happens();
        } catch (EOFException closed) {
            transcript.note("closed");
            return new Observation.Closed();
        } catch (SocketTimeoutException silence) {
            transcript.note("no reply");
            return new Observation.Nonsense("no reply within " + timeout.toSeconds() + " s");
        } catch (IOException fault) {
            transcript.note("closed: " + fault.getMessage());
            return new Observation.Closed();
        }
    }

    private ProbeConnection wire() {
        if (connection == null) {
            throw new IllegalStateException("a scenario begins with a connection");
        }
        return connection;
    }

    /** Takes leave, where there is somebody to take leave of. */
    @Override
    public void close() {
        if (elsewhere != null) {
            elsewhere.close();
        }
        if (connection != null) {
            try (ProbeConnection open = connection) {
                open.timeout(Duration.ofSeconds(1));
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
