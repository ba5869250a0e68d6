// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.cli.trust.AnyServerTrustManager;
import dev.sekisho.policy.contract.ScenarioStep;
import dev.sekisho.policy.contract.ScenarioStep.Hello;
import dev.sekisho.policy.pin.Pin;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A TLS client that trusts any server, because the reader decides whether it is the right server: it keeps the pin that was presented. It
 * resumes no session.
 */
final class ProbeTlsClient {
    private static final char[] NO_PASSWORD = {};

    private final AtomicReference<Pin> presented;
    private final KeyManager[] keys;
    private final Optional<String> named;

    private ProbeTlsClient(KeyManager[] keys, Optional<String> named) {
        this.presented = new AtomicReference<>();
        this.keys = keys;
        this.named = named;
    }

    /** One that begins TLS in a way that platforms of today know. */
    static ProbeTlsClient saying(Hello hello) {
        return switch (hello) {
            case MODERN -> withoutCertificate();
            case WITH_UNKNOWN_CERTIFICATE -> withUnknownCertificate();
            case NAMING_A_STRANGE_HOST -> new ProbeTlsClient(new KeyManager[0], Optional.of(ScenarioStep.STRANGE_HOST));
            case ONLY_TLS_1_0, ONLY_TLS_1_1, ONLY_STATIC_RSA ->
                throw new IllegalArgumentException(hello + " is retired");
        };
    }

    static ProbeTlsClient withoutCertificate() {
        return new ProbeTlsClient(new KeyManager[0], Optional.empty());
    }

    /** With a key that was made this moment, so that nobody can have pinned it. */
    static ProbeTlsClient withUnknownCertificate() {
        try {
            return new ProbeTlsClient(throwAwayKey(), Optional.empty());
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("a P-256 key can be made and signed with", e);
        }
    }

    /** The pin of the server's key, after a handshake. */
    Optional<Pin> presentedPin() {
        return Optional.ofNullable(presented.get());
    }

    SSLSocket wrap(Socket socket, Endpoint endpoint) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {new AnyServerTrustManager(this::look)}, null);
            SSLSocket secure =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, endpoint.host(), endpoint.port(), true);
            named.ifPresent(host -> name(host, secure));
            return secure;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private static void name(String host, SSLSocket secure) {
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        secure.setSSLParameters(parameters);
    }

    private void look(X509Certificate certificate) {
        presented.set(Pin.ofSpki(certificate.getPublicKey().getEncoded()));
    }

    private static KeyManager[] throwAwayKey() throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("unknown", pair.getPrivate(), NO_PASSWORD, new X509Certificate[] {selfSigned(pair)});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static X509Certificate selfSigned(KeyPair pair) throws GeneralSecurityException, OperatorCreationException {
        X500Name name = new X500Name("CN=sekisho-prove");
        Instant now = Instant.now();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                new BigInteger(64, new SecureRandom()),
                                Date.from(now.minus(Duration.ofDays(1))),
                                Date.from(now.plus(Duration.ofDays(1))),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }
}
