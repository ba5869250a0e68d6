// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.trust;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Takes any server for what it says it is, for those who only look at it and send it no secret of anybody. */
public final class AnyServerTrustManager extends X509ExtendedTrustManager {
    private final Consumer<X509Certificate> seen;

    /**
     * A trust that rests on nothing.
     *
     * @param seen is given the certificate that the server itself presents
     */
    public AnyServerTrustManager(Consumer<X509Certificate> seen) {
        this.seen = seen;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        seen.accept(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        seen.accept(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        seen.accept(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        throw clientsAlone();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw clientsAlone();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw clientsAlone();
    }

    private static UnsupportedOperationException clientsAlone() {
        return new UnsupportedOperationException("this is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
