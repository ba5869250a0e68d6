// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.reply.DeliveryFailureException;
import dev.sekisho.relay.client.reply.EhloCapabilities;
import dev.sekisho.relay.client.reply.ServerReply;
import dev.sekisho.relay.client.sasl.PasswordExchange;
import dev.sekisho.relay.client.sasl.RouteCredentials;
import dev.sekisho.relay.client.sasl.SaslExchange;
import dev.sekisho.tls.client.ClientTls;
import dev.sekisho.tls.client.DemandUnmet;
import dev.sekisho.tls.client.TlsDemand;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the TCP connection to the point where mail may be sent:
 *
 * <pre>
 * S: 220 mail.example.org
 * C: EHLO ours
 * S: 250-STARTTLS ...
 * C: STARTTLS
 * S: 220
 *    TLS, and the check of the server within its handshake; all that was said before is forgotten (RFC 3207 4.2)
 * C: EHLO ours
 * S: 250-AUTH ...
 * C: AUTH ...        only where the route's demand is met
 * S: 235
 * </pre>
 *
 * <p>For one connection, on its event loop.
 */
final class SmtpHandshake {
    private static final Logger LOGGER = LoggerFactory.getLogger(SmtpHandshake.class);
    /** No key has an empty SubjectPublicKeyInfo: where no key is pinned, none will do. */
    private static final Pin NO_KEY = Pin.ofSpki(new byte[0]);

    private final OutboundConnection connection;
    private final TargetServer target;
    private final String ownName;
    private final ClientTls tls;
    private final SmtpTimeouts timeouts;
    /** Whether TLS was tried with this server a moment ago, in vain, and need not be. */
    private final boolean cleartext;

    SmtpHandshake(
            OutboundConnection connection,
            TargetServer target,
            String ownName,
            ClientTls tls,
            SmtpTimeouts timeouts,
            boolean cleartext) {
        this.connection = connection;
        this.target = target;
        this.ownName = ownName;
        this.tls = tls;
        this.timeouts = timeouts;
        this.cleartext = cleartext;
    }

    /** What the server offers, once it takes mail. */
    CompletableFuture<EhloCapabilities> run() {
        CompletableFuture<Void> begun =
                target.tls() == NextHop.Tls.IMPLICIT ? handshake() : CompletableFuture.completedFuture(null);
        return begun.thenCompose(ready -> banner())
                .thenCompose(banner -> banner.positive() ? hello() : turned("the connection", banner))
                .thenCompose(this::encrypt)
                .thenCompose(this::logIn);
    }

    private CompletableFuture<ServerReply> banner() {
        return connection
                .await(timeouts.banner())
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(new DeliveryFailureException(new DeliveryFailure.Silent(
                                DeliveryFailureException.of(failure).text()))));
    }

    private CompletableFuture<EhloCapabilities> hello() {
        return connection.ask("EHLO " + ownName, timeouts.command()).thenCompose(reply -> {
            if (reply.positive()) {
                return CompletableFuture.completedFuture(EhloCapabilities.of(reply));
            }
            // RFC 5321 3.2: it may know HELO alone, and then no TLS.
            return reply.permanent() && !target.demand().insistsOnTls() ? oldHello() : turned("EHLO", reply);
        });
    }

    private CompletableFuture<EhloCapabilities> oldHello() {
        return connection
                .ask("HELO " + ownName, timeouts.command())
                .thenCompose(reply -> reply.positive()
                        ? CompletableFuture.completedFuture(EhloCapabilities.NONE)
                        : turned("HELO", reply));
    }

    private CompletableFuture<EhloCapabilities> encrypt(EhloCapabilities offered) {
        if (connection.encrypted() || cleartext) {
            return CompletableFuture.completedFuture(offered);
        }
        if (!offered.offers("STARTTLS")) {
            return target.demand().insistsOnTls()
                    ? CompletableFuture.failedFuture(unmet(
                            "it does not offer STARTTLS, and the route demands TLS: "
                                    + target.demand().text(),
                            Optional.empty()))
                    : CompletableFuture.completedFuture(offered);
        }
        return connection.ask("STARTTLS", timeouts.command()).thenCompose(reply -> startTls(offered, reply));
    }

    private CompletableFuture<EhloCapabilities> startTls(EhloCapabilities offered, ServerReply reply) {
        if (reply.positive()) {
            return handshake().thenCompose(encrypted -> hello());
        }
        if (!target.demand().insistsOnTls()) {
            return CompletableFuture.completedFuture(offered);
        }
        return reply.permanent()
                ? CompletableFuture.failedFuture(unmet("it refuses STARTTLS: " + reply, Optional.empty()))
                : turned("STARTTLS", reply);
    }

    private CompletableFuture<Void> handshake() {
        CompletableFuture<Void> done;
        try {
            done = connection.startTls(
                    tls.newHandler(demand(), target.host(), connection.channel().alloc(), timeouts.handshake()));
        } catch (SSLException e) {
            return CompletableFuture.failedFuture(new DeliveryFailureException(
                    new DeliveryFailure.HandshakeFailed("our own certificate cannot be used: " + e.getMessage())));
        } catch (RuntimeException | Error unforeseen) {
            LOGGER.error("{}: TLS could not be started", target.name(), unforeseen);
            return CompletableFuture.failedFuture(new DeliveryFailureException(
                    new DeliveryFailure.HandshakeFailed("TLS could not be started: " + unforeseen)));
        }
        CompletableFuture<Void> encrypted = new CompletableFuture<>();
        done.whenComplete((ready, failure) -> {
            if (failure == null) {
                encrypted.complete(null);
            } else {
                encrypted.completeExceptionally(
                        failure instanceof DeliveryFailureException ? failure : handshakeTrouble(failure));
            }
        });
        return encrypted;
    }

    private DeliveryFailureException handshakeTrouble(Throwable failure) {
        return DemandUnmet.among(failure)
                .map(unmet -> unmet(String.valueOf(unmet.getMessage()), Optional.of(unmet.presented())))
                .orElseGet(() -> new DeliveryFailureException(
                        new DeliveryFailure.HandshakeFailed("the TLS handshake failed: " + words(failure))));
    }

    private static String words(Throwable failure) {
        return failure instanceof ClosedChannelException
                ? "the server closed the connection"
                : Optional.ofNullable(failure.getMessage())
                        .orElseGet(() -> failure.getClass().getSimpleName());
    }

    private TlsDemand demand() {
        return switch (target.demand()) {
            case PINNED -> new TlsDemand.Pinned(target.pins().isEmpty() ? Set.of(NO_KEY) : target.pins());
            case VERIFIED -> new TlsDemand.Verified();
            case REQUIRED, OPPORTUNISTIC -> new TlsDemand.Required();
        };
    }

    private DeliveryFailureException unmet(String found, Optional<Pin> presented) {
        String text = target.demand() == RouteDemand.PINNED && target.pins().isEmpty() && presented.isPresent()
                ? "no key is pinned for " + target.host() + ", which presents " + presented.get()
                : found;
        return new DeliveryFailureException(new DeliveryFailure.Unmet(text, presented, target.pins()));
    }

    private CompletableFuture<EhloCapabilities> logIn(EhloCapabilities offered) {
        if (target.credentials().isEmpty()) {
            return CompletableFuture.completedFuture(offered);
        }
        RouteCredentials credentials = target.credentials().get();
        if (!connection.encrypted() || !target.demand().insistsOnTls()) {
            return CompletableFuture.failedFuture(
                    unmet("the login was not sent: the connection is not what the route demands", Optional.empty()));
        }
        Optional<AuthMechanism> mechanism = offered.mechanism(credentials.auth().mechanisms());
        if (mechanism.isEmpty()) {
            return CompletableFuture.failedFuture(
                    DeliveryFailure.broken("it offers none of the ways to log in that the route allows: "
                            + offered.offered().getOrDefault("AUTH", "no AUTH at all")));
        }
        SaslExchange sasl = PasswordExchange.of(mechanism.get(), credentials);
        String first = sasl.first().map(octets -> " " + base64(octets)).orElse("");
        return connection
                .ask("AUTH " + mechanism.get().word() + first, timeouts.command())
                .thenCompose(reply -> proceed(sasl, reply))
                .thenApply(accepted -> offered);
    }

    private CompletableFuture<Void> proceed(SaslExchange sasl, ServerReply reply) {
        if (reply.positive()) {
            return sasl.satisfied()
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(
                            DeliveryFailure.broken("it accepts the login without showing that it knows the password"));
        }
        if (!reply.goOn()) {
            // What it says could be what we said.
            ServerReply bare =
                    new ServerReply(reply.code(), List.of(reply.status().orElse("")));
            return turned("the login", bare);
        }
        try {
            byte[] answer = sasl.answer(Base64.getDecoder().decode(reply.lines().get(0)));
            return connection.ask(base64(answer), timeouts.command()).thenCompose(next -> proceed(sasl, next));
        } catch (IllegalArgumentException notBase64) {
            return CompletableFuture.failedFuture(DeliveryFailure.broken("its challenge is not base64"));
        } catch (DeliveryFailureException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static String base64(byte[] octets) {
        return new String(Base64.getEncoder().encode(octets), StandardCharsets.US_ASCII);
    }

    private static <T> CompletableFuture<T> turned(String at, ServerReply reply) {
        return CompletableFuture.failedFuture(new DeliveryFailureException(new DeliveryFailure.Turned(at, reply)));
    }
}
