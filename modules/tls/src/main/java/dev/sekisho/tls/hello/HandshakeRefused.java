// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.hello;

import javax.net.ssl.SSLHandshakeException;

/**
 * A handshake that was refused before the TLS engine saw it. It is the cause of the
 * {@link io.netty.handler.ssl.SslHandshakeCompletionEvent} that the pipeline gets; the connection is closed. It has no stack trace:
 * it is about the peer, not about this program.
 */
public final class HandshakeRefused extends SSLHandshakeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why, with the alert that the client is sent, if any (RFC 8446 6). */
    public enum Reason {
        /** What was sent is no TLS: a client that speaks cleartext, or noise. Closed without a word. */
        NOT_TLS(0),
        /** The ClientHello contradicts itself. */
        MALFORMED_HELLO(50),
        /** The ClientHello is longer, or cut into more pieces, than any honest one. */
        HELLO_TOO_LONG(47),
        /** It names a host that no identity serves. */
        UNKNOWN_NAME(112),
        /** It offers no elliptic curve to agree on a key with. */
        NO_COMMON_GROUP(40),
        /** It did not come in time. */
        TIMEOUT(0),
        /** The TLS engine could not begin. */
        ENGINE_FAILED(80);

        private final int alert;

        Reason(int alert) {
            this.alert = alert;
        }

        public int alert() {
            return alert;
        }
    }

    public HandshakeRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why the handshake was refused. */
    public Reason reason() {
        return reason;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
