// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.cert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.tls.identity.CertificateFacts;
import java.util.Optional;

/**
 * The certificate of an identity that a running server presents.
 *
 * @param pin the pin of its key
 * @param notAfter when its time is over
 */
record PresentedCertificate(String pin, String notAfter) {

    /** From a server's status; empty if it has no identity of this name. */
    static Optional<PresentedCertificate> of(JsonNode status, String identity) {
        for (JsonNode each : status.path("certificates")) {
            if (each.path("name").asText().equals(identity)) {
                return Optional.of(new PresentedCertificate(
                        each.path("pin").asText(), each.path("notAfter").asText()));
            }
        }
        return Optional.empty();
    }

    boolean is(CertificateFacts facts) {
        return pin.equals(facts.pin().toString())
                && notAfter.equals(facts.notAfter().toString());
    }
}
