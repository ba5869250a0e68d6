// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.RouteDemand;
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
 *    TLS, and the judgement of the server within its handshake; all that was said before is forgotten (RFC 3207 4.2)
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

    private final OutboundConnection wire;
    private final TargetServer hop;
    private final String ownName;
    private final ClientTls tls;
    private final SmtpTimeouts timeouts;
    /** Whether TLS was tried with this server a moment ago, in vain, and need not be. */
    private final boolean cleartext;

    SmtpHandshake(
            OutboundConnection wire,
            TargetServer hop,
            String ownName,
            ClientTls tls,
            SmtpTimeouts timeouts,
            boolean cleartext) {
        this.wire = wire;
        this.hop = hop;
        this.ownName = ownName;
        this.tls = tls;
        this.timeouts = timeouts;
        this.cleartext = cleartext;
    }

    /** What the server offers, once it takes mail. */
    CompletableFuture<EhloCapabilities> run() {
        CompletableFuture<Void> begun =
                hop.tls() == NextHop.Tls.IMPLICIT ? handshake() : CompletableFuture.completedFuture(null);
        return begun.thenCompose(ready -> banner())
                .thenCompose(banner -> banner.positive() ? hello() : turned("the connection", banner))
                .thenCompose(this::encrypt)
                .thenCompose(this::logIn);
    }

    private CompletableFuture<ServerReply> banner() {
        return wire.await(timeouts.banner())
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(new DeliveryFailureException(new DeliveryFailure.Silent(
                                DeliveryFailureException.of(failure).text()))));
    }

    private CompletableFuture<EhloCapabilities> hello() {
        return wire.ask("EHLO " + ownName, timeouts.command()).thenCompose(reply -> {
            if (reply.positive()) {
                return CompletableFuture.completedFuture(EhloCapabilities.of(reply));
            }
            // RFC 5321 3.2: it may know HELO alone, and then no TLS.
            return reply.permanent() && !hop.demand().insistsOnTls() ? oldHello() : turned("EHLO", reply);
        });
    }

    private CompletableFuture<EhloCapabilities> oldHello() {
        return wire.ask("HELO " + ownName, timeouts.command())
                .thenCompose(reply -> reply.positive()
                        ? CompletableFuture.completedFuture(EhloCapabilities.NONE)
                        : turned("HELO", reply));
    }

    private CompletableFuture<EhloCapabilities> encrypt(EhloCapabilities offered) {
        if (wire.encrypted() || cleartext) {
            return CompletableFuture.completedFuture(offered);
        }
        if (!offered.offers("STARTTLS")) {
            return hop.demand().insistsOnTls()
                    ? CompletableFuture.failedFuture(unmet(
                            "it does not offer STARTTLS, and the route demands TLS: "
                                    + hop.demand().text(),
                            Optional.empty()))
                    : CompletableFuture.completedFuture(offered);
        }
        return wire.ask("STARTTLS", timeouts.command()).thenCompose(reply -> startTls(offered, reply));
    }

    private CompletableFuture<EhloCapabilities> startTls(EhloCapabilities offered, ServerReply reply) {
        if (reply.positive()) {
            return handshake().thenCompose(encrypted -> hello());
        }
        if (!hop.demand().insistsOnTls()) {
            return CompletableFuture.completedFuture(offered);
        }
        return reply.permanent()
                ? CompletableFuture.failedFuture(unmet("it refuses STARTTLS: " + reply, Optional.empty()))
                : turned("STARTTLS", reply);
    }

    private CompletableFuture<Void> handshake() {
        CompletableFuture<Void> done;
        try {
            done = wire.startTls(
                    tls.newHandler(demand(), hop.host(), wire.channel().alloc(), timeouts.handshake()));
        } catch (SSLException e) {
            return CompletableFuture.failedFuture(new DeliveryFailureException(
                    new DeliveryFailure.HandshakeFailed("our own certificate cannot be used: " + e.getMessage())));
        } catch (RuntimeException | Error unforeseen) {
            LOGGER.error("{}: a fault in beginning TLS", hop.name(), unforeseen);
            return CompletableFuture.failedFuture(new DeliveryFailureException(
                    new DeliveryFailure.HandshakeFailed("a fault in beginning TLS: " + unforeseen)));
        }
        CompletableFuture<Void> told = new CompletableFuture<>();
        done.whenComplete((ready, failure) -> {
            if (failure == null) {
                told.complete(null);
            } else {
                told.completeExceptionally(
                        failure instanceof DeliveryFailureException ? failure : handshakeTrouble(failure));
            }
        });
        return told;
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
        return switch (hop.demand()) {
            case PINNED -> new TlsDemand.Pinned(hop.pins().isEmpty() ? Set.of(NO_KEY) : hop.pins());
            case VERIFIED -> new TlsDemand.Verified();
            case REQUIRED, OPPORTUNISTIC -> new TlsDemand.Required();
        };
    }

    private DeliveryFailureException unmet(String found, Optional<Pin> presented) {
        String text = hop.demand() == RouteDemand.PINNED && hop.pins().isEmpty() && presented.isPresent()
                ? "no key is pinned for " + hop.host() + ", which presents " + presented.get()
                : found;
        return new DeliveryFailureException(new DeliveryFailure.Unmet(text, presented, hop.pins()));
    }

    private CompletableFuture<EhloCapabilities> logIn(EhloCapabilities offered) {
        if (hop.credentials().isEmpty()) {
            return CompletableFuture.completedFuture(offered);
        }
        RouteCredentials credentials = hop.credentials().get();
        if (!wire.encrypted() || !hop.demand().insistsOnTls()) {
            return CompletableFuture.failedFuture(
                    unmet("the login was not sent: the connection is not what the route demands", Optional.empty()));
        }
        Optional<AuthMechanism> mechanism = offered.mechanism(credentials.auth().mechanisms());
        if (mechanism.isEmpty()) {
            return CompletableFuture.failedFuture(
                    DeliveryFailure.broken("it offers none of the ways to log in that the route allows: "
                            + offered.offered().getOrDefault("AUTH", "no AUTH at all")));
        }
        Sasl sasl = PasswordSasl.of(mechanism.get(), credentials);
        String first = sasl.first().map(octets -> " " + base64(octets)).orElse("");
        return wire.ask("AUTH " + mechanism.get().word() + first, timeouts.command())
                .thenCompose(reply -> proceed(sasl, reply))
                .thenApply(accepted -> offered);
    }

    private CompletableFuture<Void> proceed(Sasl sasl, ServerReply reply) {
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
            return wire.ask(base64(answer), timeouts.command()).thenCompose(next -> proceed(sasl, next));
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
