// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.ocsp;

import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.material.CertificateFields;
import dev.sekisho.tls.ocsp.OcspExchange.Staple;
import dev.sekisho.tls.ocsp.OcspExchange.Unusable;
import dev.sekisho.tls.server.ServerTls;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a fresh OCSP answer (RFC 6960) at hand for every certificate in service that demands one (RFC 7633), and has the server staple it.
 * An answer is asked for anew when half of its time is over; if that fails, the one at hand serves as long as it is right. All looks take
 * turns; the listener is called by the thread that looks.
 */
public final class OcspStapler implements AutoCloseable {
    /** The time between two looks; most look at nothing but the clock. */
    public static final Duration PERIOD = Duration.ofSeconds(5);

    private static final Duration TRY_AGAIN = Duration.ofMinutes(2);
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final ServerTls tls;
    private final Clock clock;
    private final Duration timeout;
    private final Listener listener;
    private final Map<X509Certificate, State> states = new HashMap<>();
    private final HttpClient http;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread looking = new Thread(task, "ocsp-staples");
        looking.setDaemon(true);
        return looking;
    });

    /** Gets the results of fetching, for log and status. */
    public interface Listener {
        /** There is an answer again, or for the first time, and handshakes carry it. */
        void stapled(String identity, Instant until);

        /**
         * No fresh response could be fetched; reported once for the same reason.
         *
         * @param stillGoodUntil how long the one at hand serves; empty if there is none, and clients that know the demand refuse the certificate
         */
        void notRefreshed(String identity, String why, Optional<Instant> stillGoodUntil);

        /** A look failed in a way that nobody foresaw; the next one is taken all the same. */
        void failed(Throwable fault);
    }

    private static final class State {
        private @Nullable Staple staple;
        private Instant due = Instant.MIN;
        private String logged = "";
    }

    /**
     * @param tls whose certificates are looked at, and which staples the answers
     * @param clock for the validity of responses
     * @param timeout how long a responder may take
     * @param listener gets what is found
     */
    public OcspStapler(ServerTls tls, Clock clock, Duration timeout, Listener listener) {
        this.tls = tls;
        this.clock = clock;
        this.timeout = timeout;
        this.listener = listener;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(Redirect.NEVER)
                .build();
    }

    /** Begins to look, every so often. */
    public void start(Duration period) {
        thread.scheduleWithFixedDelay(this::lookAndSurvive, 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void lookAndSurvive() {
        try {
            look();
        } catch (RuntimeException | Error fault) {
            listener.failed(fault);
        }
    }

    /** Looks once: asks for the answers that are due. */
    public synchronized void look() {
        List<Identity> demanding = tls.identities().all().stream()
                .filter(identity -> CertificateFields.demandsStaple(identity.leaf()))
                .toList();
        states.keySet().retainAll(demanding.stream().map(Identity::leaf).toList());
        for (Identity identity : demanding) {
            State state = states.computeIfAbsent(identity.leaf(), leaf -> new State());
            Instant now = clock.instant();
            if (state.staple != null && !state.staple.until().isAfter(now)) {
                state.staple = null;
            }
            if (!now.isBefore(state.due)) {
                refresh(identity, state, now);
            }
        }
        Map<X509Certificate, byte[]> answers = new HashMap<>();
        states.forEach((leaf, state) -> {
            if (state.staple != null) {
                answers.put(leaf, state.staple.bytes());
            }
        });
        tls.staple(answers);
    }

    private void refresh(Identity identity, State state, Instant now) {
        try {
            if (tls.engine() != TlsEngine.BORINGSSL) {
                throw new Unusable(
                        "the JDK's TLS engine staples nothing; use BoringSSL, or a certificate without must-staple");
            }
            OcspExchange exchange = OcspExchange.of(identity);
            Staple staple = exchange.evaluate(ask(exchange), now);
            state.staple = staple;
            state.due = staple.from()
                    .plus(Duration.between(staple.from(), staple.until()).dividedBy(2));
            if (!state.due.isAfter(now)) {
                state.due = now.plus(TRY_AGAIN);
            }
            if (!state.logged.equals("stapled")) {
                state.logged = "stapled";
                listener.stapled(identity.name(), staple.until());
            }
        } catch (Unusable e) {
            failed(identity, state, now, String.valueOf(e.getMessage()));
        }
    }

    private void failed(Identity identity, State state, Instant now, String why) {
        state.due = now.plus(TRY_AGAIN);
        Optional<Instant> good = Optional.ofNullable(state.staple).map(Staple::until);
        String news = why + good;
        if (!state.logged.equals(news)) {
            state.logged = news;
            listener.notRefreshed(identity.name(), why, good);
        }
    }

    private byte[] ask(OcspExchange exchange) throws Unusable {
        HttpRequest request = HttpRequest.newBuilder(exchange.responder())
                .timeout(timeout)
                .header("Content-Type", "application/ocsp-request")
                .header("Accept", "application/ocsp-response")
                .POST(BodyPublishers.ofByteArray(exchange.question()))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, info -> new BoundedBodySubscriber(LONGEST_ANSWER));
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new Unusable(exchange.responder() + " answers with HTTP status " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException e) {
            throw new Unusable(exchange.responder() + " does not answer within " + timeout);
        } catch (ExecutionException e) {
            throw new Unusable(exchange.responder() + " cannot be asked: " + cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unusable("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static String cause(ExecutionException e) {
        return e.getCause() instanceof IOException io && io.getMessage() != null
                ? io.getMessage()
                : String.valueOf(e.getCause());
    }

    /** Looks no more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
