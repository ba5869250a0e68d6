// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.engine;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSession;

/** The channel binding {@code tls-server-end-point} (RFC 5929 4.1): a hash of the certificate that the server has presented. */
public final class ServerEndPoint {
    private static final Pattern WITH =
            Pattern.compile("(?<hash>MD5|SHA1|SHA224|SHA256|SHA384|SHA512)with(?:RSA|ECDSA|DSA)");

    private ServerEndPoint() {}

    /** The certificate that a server has presented in a session; empty if that is not known. */
    public static Optional<X509Certificate> presented(SSLSession session) {
        Certificate[] chain = session.getLocalCertificates();
        return chain != null && chain.length > 0 && chain[0] instanceof X509Certificate leaf
                ? Optional.of(leaf)
                : Optional.empty();
    }

    /** Of a certificate; empty if its signature has no hash of its own (Ed25519, for example). */
    public static Optional<byte[]> of(X509Certificate certificate) {
        try {
            Optional<String> hash = hash(certificate);
            return hash.isEmpty()
                    ? Optional.empty()
                    : Optional.of(MessageDigest.getInstance(hash.get()).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException noHash) {
            return Optional.empty();
        }
    }

    private static Optional<String> hash(X509Certificate certificate) throws GeneralSecurityException {
        if (certificate.getSigAlgName().equals("RSASSA-PSS")) {
            return ofPss(certificate);
        }
        Matcher matcher = WITH.matcher(certificate.getSigAlgName());
        return matcher.matches() ? Optional.of(strengthened(matcher.group("hash"))) : Optional.empty();
    }

    private static Optional<String> ofPss(X509Certificate certificate) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
        try {
            parameters.init(certificate.getSigAlgParams());
        } catch (IOException malformed) {
            return Optional.empty();
        }
        String hash = parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
        return Optional.of(strengthened(hash.replace("-", "").toUpperCase(Locale.ROOT)));
    }

    /** SHA-256 in the place of MD5 and SHA-1. */
    private static String strengthened(String hash) {
        return switch (hash) {
            case "MD5", "SHA1" -> "SHA-256";
            default -> hash.replace("SHA", "SHA-");
        };
    }
}
