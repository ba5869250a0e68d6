// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.SaslOffer;
import org.junit.jupiter.api.Test;

class SaslMechanismsTest {
    @Test
    void theServerHasWhatThePolicySaysThatPortsAnnounce() {
        assertThat(SaslMechanisms.BUILT_IN.all().stream().map(SaslMechanism::offer))
                .containsExactlyElementsOf(SaslOffer.BUILT_IN);
    }
}
