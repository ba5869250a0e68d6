// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An OCSP responder on loopback, honest until it is told otherwise. */
final class Responder implements AutoCloseable {
    static final Duration GOOD_FOR = Duration.ofDays(4);

    private final HttpServer server;
    private final Clock clock;
    final AtomicInteger asked = new AtomicInteger();
    private Made signer;
    private boolean showsItsCertificate;
    private CertificateStatus status = CertificateStatus.GOOD;
    private Duration answersAreOld = Duration.ZERO;
    private int httpStatus = 200;
    private byte[] instead = new byte[0];

    Responder(Made authority, Clock clock) {
        this.signer = authority;
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/ocsp";
    }

    void signWith(Made other, boolean show) {
        signer = other;
        showsItsCertificate = show;
    }

    void say(CertificateStatus other) {
        status = other;
    }

    void answersAreOld(Duration age) {
        answersAreOld = age;
    }

    void fail(int code) {
        httpStatus = code;
    }

    void answerInstead(byte[] octets) {
        instead = octets;
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        byte[] question = exchange.getRequestBody().readAllBytes();
        byte[] answer = instead.length > 0 ? instead : answer(question);
        exchange.sendResponseHeaders(httpStatus, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private byte[] answer(byte[] question) {
        try {
            X509Certificate shown = signer.x509();
            BasicOCSPRespBuilder builder =
                    new BasicOCSPRespBuilder(new RespID(new JcaX509CertificateHolder(shown).getSubject()));
            Instant from = clock.instant().minus(answersAreOld);
            for (Req each : new OCSPReq(question).getRequestList()) {
                builder.addResponse(each.getCertID(), status, Date.from(from), Date.from(from.plus(GOOD_FOR)));
            }
            X509CertificateHolder[] certificates = showsItsCertificate
                    ? new X509CertificateHolder[] {new JcaX509CertificateHolder(shown)}
                    : new X509CertificateHolder[0];
            return new OCSPRespBuilder()
                    .build(
                            OCSPResp.SUCCESSFUL,
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(signer.pair().getPrivate()),
                                    certificates,
                                    Date.from(from)))
                    .getEncoded();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
