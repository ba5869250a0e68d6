// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.SaslOffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SaslMechanismsTest {
    @Test
    void theServerHasEveryMechanismThatAPolicyMayName() {
        assertThat(SaslMechanisms.BUILT_IN.all().stream().map(SaslMechanism::offer))
                .containsExactlyElementsOf(Arrays.stream(BuiltInMechanism.values())
                        .filter(BuiltInMechanism::isSasl)
                        .map(SaslOffer::of)
                        .toList());
    }
}
