// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.engine;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.util.Locale;

/** What does the cryptography of TLS. Chosen once in a process. */
public enum TlsEngine {
    /** BoringSSL, through netty-tcnative. Several times faster; for Linux, macOS and Windows on common processors. */
    BORINGSSL(SslProvider.OPENSSL_REFCNT),
    /** The Java platform's own, everywhere. */
    JDK(SslProvider.JDK);

    /** The system property that forces an engine: {@code boringssl}, {@code jdk}, or {@code auto}, which is the default. */
    public static final String PROPERTY = "sekisho.tls.engine";

    static {
        // No renegotiation at a client's wish (RFC 9325 3.5). JSSE reads this once, before its first handshake as a
        // server, and
        // offers no other way; BoringSSL never renegotiates as a server.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private final SslProvider provider;

    TlsEngine(SslProvider provider) {
        this.provider = provider;
    }

    /**
     * The engine of this process: BoringSSL where it loads, else the JDK's.
     *
     * @throws IllegalStateException if an engine is forced that is unknown or does not load
     */
    public static TlsEngine chosen() {
        return choose(System.getProperty(PROPERTY, "auto"));
    }

    static TlsEngine choose(String wish) {
        return switch (wish.toLowerCase(Locale.ROOT)) {
            case "auto" -> BORINGSSL.loads() ? BORINGSSL : JDK;
            case "jdk" -> JDK;
            case "boringssl" -> {
                if (!BORINGSSL.loads()) {
                    throw new IllegalStateException(
                            PROPERTY + "=boringssl, and it does not load here; leave the property out, or use jdk",
                            OpenSsl.unavailabilityCause());
                }
                yield BORINGSSL;
            }
            default ->
                throw new IllegalStateException(PROPERTY + "=" + wish + " is unknown; use auto, boringssl or jdk");
        };
    }

    /** True if the engine can be used on this machine. */
    public boolean loads() {
        return this == JDK
                || (OpenSsl.isAvailable()
                        && String.valueOf(OpenSsl.versionString()).contains("BoringSSL"));
    }

    /** Its name and version, for the log. */
    public String description() {
        return this == JDK ? "JDK " + Runtime.version() : "netty-tcnative, " + OpenSsl.versionString();
    }

    public SslProvider provider() {
        return provider;
    }
}
