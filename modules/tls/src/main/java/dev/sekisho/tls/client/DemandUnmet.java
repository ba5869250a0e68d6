// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.client;

import dev.sekisho.policy.pin.Pin;
import java.security.cert.CertificateException;
import java.util.Optional;

/** A server's certificate is not what was demanded. Stands among the causes of the failed handshake. */
public final class DemandUnmet extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient Pin presented;

    DemandUnmet(Pin presented, String message) {
        super(message);
        this.presented = presented;
    }

    DemandUnmet(Pin presented, String message, CertificateException cause) {
        super(message, cause);
        this.presented = presented;
    }

    /** The pin of the leaf that the server presented. */
    public Pin presented() {
        return presented;
    }

    /** The unmet demand among the causes of a failure, if there is one. */
    public static Optional<DemandUnmet> among(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DemandUnmet unmet) {
                return Optional.of(unmet);
            }
        }
        return Optional.empty();
    }
}
