// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchange of one AUTH or AUTHENTICATE command, as SMTP, POP3 and IMAP carry it alike (RFC 4954 4, RFC 5034 4, RFC 9051 6.2.2):
 * challenges and responses are lines in base64, and a client gives up with {@code *}. Confined to a connection, whose input waits while a
 * worker takes a step.
 */
public final class SaslDialogue {
    private static final Logger LOGGER = LoggerFactory.getLogger(SaslDialogue.class);

    private final SaslMechanism mechanism;
    private final SaslChannel channel;
    private final String client;
    private @Nullable SaslExchange exchange;

    /**
     * Begins a dialogue.
     *
     * @param client the client's address, for the log
     */
    public SaslDialogue(SaslMechanism mechanism, SaslChannel channel, InetSocketAddress client) {
        this.mechanism = mechanism;
        this.channel = channel;
        this.client = client.getAddress().getHostAddress();
    }

    /** The mechanism, if it is one of this server's own. */
    public Optional<BuiltInMechanism> builtIn() {
        return BuiltInMechanism.parse(mechanism.offer().mechanism());
    }

    /** The first step of a client that sent no initial response. */
    public SaslStep begin() {
        return understood(() -> new SaslStep.Challenge(
                Objects.requireNonNull(exchange().firstChallenge(), "the first challenge of a mechanism")));
    }

    /** The first step with an initial response, where a single {@code =} stands for an empty one (RFC 4954 4). */
    public SaslStep begin(String initialResponse) {
        return respond(initialResponse.equals("=") ? "" : initialResponse);
    }

    /** The step after a line of the client. A mechanism that fails on it has not understood it, the same on every protocol. */
    public SaslStep respond(String line) {
        if (line.equals("*")) {
            return new SaslStep.Cancelled();
        }
        Optional<byte[]> decoded = decode(line);
        if (decoded.isEmpty()) {
            return new SaslStep.Malformed();
        }
        try {
            return understood(
                    () -> Objects.requireNonNull(exchange().respond(decoded.get()), "the step of a mechanism"));
        } finally {
            Arrays.fill(decoded.get(), (byte) 0);
        }
    }

    /** The step that a look at the accounts leads to. Blocks. */
    public SaslStep continued(SaslStep.LookUp step, LoginAccounts accounts) {
        return understood(() -> {
            try {
                return Objects.requireNonNull(step.next().apply(accounts), "the step of a mechanism");
            } catch (StoreException cannotBeRead) {
                String what = "a login from " + client + " cannot be checked: the accounts cannot be read";
                TransientFailureLog.ofProcess().error(LOGGER, cannotBeRead, () -> what);
                return new SaslStep.Unavailable();
            }
        });
    }

    /** What is wrong with the answer to a last challenge, which is an empty line; empty if nothing is. */
    public static Optional<SaslStep> fault(String answerToLast) {
        if (answerToLast.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(answerToLast.equals("*") ? new SaslStep.Cancelled() : new SaslStep.Malformed());
    }

    private SaslExchange exchange() {
        if (exchange == null) {
            exchange = Objects.requireNonNull(mechanism.begin(channel), "the exchange of a mechanism");
        }
        return exchange;
    }

    private SaslStep understood(Supplier<SaslStep> step) {
        try {
            return step.get();
        } catch (RuntimeException | LinkageError fault) {
            TransientFailureLog.ofProcess()
                    .error(
                            LOGGER,
                            fault,
                            () -> "the SASL mechanism " + mechanism.getClass().getName() + " failed on a client of "
                                    + client + ", the login is refused");
            return new SaslStep.Malformed();
        }
    }

    /** A text as a challenge is written. */
    public static String encode(String challenge) {
        return new SaslStep.Challenge(challenge.getBytes(StandardCharsets.UTF_8)).base64();
    }

    /** The octets of a line in base64; empty if it is not that. */
    static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
