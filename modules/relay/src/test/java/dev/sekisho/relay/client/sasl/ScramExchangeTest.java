// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.route.RouteAuth;
import dev.sekisho.relay.client.reply.DeliveryFailureException;
import dev.sekisho.tls.material.Secret;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The exchange of RFC 7677 3. */
class ScramExchangeTest {
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_FIRST =
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    private final ScramExchange sasl =
            new ScramExchange(new RouteCredentials(RouteAuth.of("user"), Secret.of("pencil")), NONCE);

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void provesThePasswordAndHasItProved() throws Exception {
        assertThat(sasl.first()).contains(octets("n,,n=user,r=" + NONCE));
        assertThat(new String(sasl.answer(octets(SERVER_FIRST)), StandardCharsets.UTF_8))
                .isEqualTo("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertThat(sasl.satisfied()).isFalse();
        assertThat(sasl.answer(octets("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")))
                .isEmpty();
        assertThat(sasl.satisfied()).isTrue();
    }

    @Test
    void aServerThatDoesNotKnowThePasswordIsFoundOut() throws Exception {
        sasl.answer(octets(SERVER_FIRST));
        assertThatThrownBy(() -> sasl.answer(octets("v=AAAATRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")))
                .hasMessageContaining("does not know the password");
    }

    @Test
    void anothersNonceIsRefused() {
        assertThatThrownBy(() -> sasl.answer(octets("r=another,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")))
                .isInstanceOf(DeliveryFailureException.class);
    }

    @Test
    void cheapIterationsAreRefused() {
        assertThatThrownBy(() -> sasl.answer(octets(SERVER_FIRST.replace("4096", "1"))))
                .isInstanceOf(DeliveryFailureException.class);
    }
}
