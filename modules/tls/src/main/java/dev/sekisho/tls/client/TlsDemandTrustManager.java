// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.client;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.tls.material.CertificateFields;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** Checks a server's certificate against a demand, within the handshake. The host is the one that the engine names to the server. */
final class TlsDemandTrustManager extends X509ExtendedTrustManager {
    private static final X509Certificate[] NO_ISSUERS = {};

    private final TlsDemand demand;
    private final X509TrustManager authorities;

    TlsDemandTrustManager(TlsDemand demand, X509TrustManager authorities) {
        this.demand = demand;
        this.authorities = authorities;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        Pin presented = CertificateFields.pin(chain[0]);
        Optional<DemandUnmet> unmet = demand.fold(
                pinned -> unpinned(pinned, presented),
                () -> unverified(chain, authType, presented, engine),
                Optional::empty);
        if (unmet.isPresent()) {
            throw unmet.get();
        }
    }

    private static Optional<DemandUnmet> unpinned(TlsDemand.Pinned pinned, Pin presented) {
        return pinned.pins().contains(presented)
                ? Optional.empty()
                : Optional.of(new DemandUnmet(
                        presented,
                        "the server presents the key " + presented + "; expected is " + alternatives(pinned)));
    }

    private static String alternatives(TlsDemand.Pinned pinned) {
        return pinned.pins().stream().map(Pin::toString).sorted().collect(Collectors.joining(" or "));
    }

    private Optional<DemandUnmet> unverified(
            X509Certificate[] chain, String authType, Pin presented, SSLEngine engine) {
        try {
            authorities.checkServerTrusted(chain, authType);
        } catch (CertificateException refused) {
            return Optional.of(new DemandUnmet(
                    presented, "the server's certificate does not verify: " + why(chain, refused), refused));
        }
        Optional<String> host = host(engine);
        boolean named = host.isPresent()
                && CertificateFields.dnsHostNames(chain[0]).stream().anyMatch(name -> name.matches(host.get()));
        return named
                ? Optional.empty()
                : Optional.of(new DemandUnmet(
                        presented,
                        "the server's certificate names " + CertificateFields.dnsHostNames(chain[0]) + ", not "
                                + host.orElse("an address")));
    }

    /** What Java says names classes of its own. */
    private static String why(X509Certificate[] chain, CertificateException refused) {
        List<Throwable> causes = Stream.iterate((Throwable) refused, Objects::nonNull, Throwable::getCause)
                .toList();
        if (causes.stream().anyMatch(CertificateExpiredException.class::isInstance)) {
            return "a certificate of its chain has expired";
        }
        if (causes.stream().anyMatch(CertificateNotYetValidException.class::isInstance)) {
            return "a certificate of its chain is not valid yet";
        }
        if (causes.stream().anyMatch(CertPathBuilderException.class::isInstance)) {
            boolean self = chain[0].getSubjectX500Principal().equals(chain[0].getIssuerX500Principal());
            return self ? "it is self-signed" : "its authority is unknown here";
        }
        return String.valueOf(refused.getMessage()).replaceAll("([a-z0-9]+\\.)+[A-Z][A-Za-z]*: ", "");
    }

    private static Optional<String> host(SSLEngine engine) {
        return Optional.ofNullable(engine.getSSLParameters().getServerNames()).stream()
                .flatMap(names -> names.stream())
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName())
                .findFirst();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("needs the engine, to know the host");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("needs the engine, to know the host");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw serversOnly();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw serversOnly();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw serversOnly();
    }

    private static CertificateException serversOnly() {
        return new CertificateException("checks servers only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return NO_ISSUERS;
    }
}
