// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a pin is. */
class PinOfCertificateTest {
    @Test
    void sameKeyNewCertificateSamePin() {
        Made first = Made.certificate();
        Made second = Made.certificate()
                .keys(first.pair())
                .commonName("other")
                .names("other.example")
                .until(Made.NOW.plus(Duration.ofDays(1)));
        assertThat(Certificates.pin(second.x509())).isEqualTo(Certificates.pin(first.x509()));
    }

    @Test
    void newKeySameNameOtherPin() {
        assertThat(Certificates.pin(Made.certificate().x509()))
                .isNotEqualTo(Certificates.pin(Made.certificate().x509()));
    }

    @Test
    void theIssuerPlaysNoPart() {
        Made authority = Made.certificate().authority("Authority");
        Made selfSigned = Made.certificate();
        Made issued = Made.certificate().keys(selfSigned.pair()).issuedBy(authority);
        assertThat(Certificates.pin(issued.x509())).isEqualTo(Certificates.pin(selfSigned.x509()));
    }
}
