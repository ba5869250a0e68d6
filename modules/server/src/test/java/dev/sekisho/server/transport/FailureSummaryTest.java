// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureSummaryTest {
    @ParameterizedTest
    @CsvSource({
        "error:10000412:SSL routines:OPENSSL_internal:SSLV3_ALERT_BAD_CERTIFICATE, bad_certificate",
        "error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA, unknown_ca",
        "error:10000416:SSL routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_UNKNOWN, certificate_unknown",
        "Received fatal alert: bad_certificate, bad_certificate",
        "Received fatal alert: certificate_expired, certificate_expired"
    })
    void aClientThatDoesNotTrustTheCertificateIsTheOneThatRefuses(String words, String alert) {
        assertThat(FailureSummary.ofHandshake(new DecoderException(new SSLHandshakeException(words))))
                .isEqualTo("the client refused the certificate (" + alert + ")");
    }

    @Test
    void anyOtherFailureIsToldAsItIs() {
        assertThat(FailureSummary.ofHandshake(new SSLHandshakeException("Received fatal alert: protocol_version")))
                .isEqualTo("SSLHandshakeException: Received fatal alert: protocol_version");
        assertThat(FailureSummary.ofHandshake(new SSLHandshakeException("CERTIFICATE_VERIFY_FAILED")))
                .as("here it is the server that refuses")
                .isEqualTo("SSLHandshakeException: CERTIFICATE_VERIFY_FAILED");
    }
}
