// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RcptParametersTest {
    private static RcptParameters orcpt(String value) {
        return new RcptParameters(Map.of("ORCPT", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x400;foo",
                "unknown;x@y",
                "rfc822;a",
                "utf-8;\\x{5E1}@example.org",
                "RFC822;user+2Btag@example.org"
            })
    void anOriginalOfAnyTypeIsTakenAsItWasSaid(String value) {
        assertThat(orcpt(value).fault()).isEmpty();
        assertThat(orcpt(value).orcpt()).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a@example.org", ";a", "rfc822;", "rfc822;a+2", "rfc822;a+2b", "rfc822;a=b", "rf(c;a"})
    void whatIsNoTypeWithXtextIsRefused(String value) {
        assertThat(orcpt(value).fault()).contains(SmtpReplies.BAD_PARAMETER);
    }

    @Test
    void anOriginalHasAnEnd() {
        assertThat(orcpt("rfc822;" + "a".repeat(493)).fault()).isEmpty();
        assertThat(orcpt("rfc822;" + "a".repeat(494)).fault()).contains(SmtpReplies.BAD_PARAMETER);
    }

    @Test
    void mailetsSeeTheAddressThatItStandsFor() throws Exception {
        assertThat(orcpt("rfc822;user+2Btag@example.org").forMailets())
                .contains(RecipientDsnParameters.of(new MailAddress("user+tag@example.org")));
        assertThat(orcpt("x400;foo").forMailets()).isEmpty();
        assertThat(new RcptParameters(Map.of("NOTIFY", "success,failure", "ORCPT", "x400;foo"))
                        .forMailets()
                        .flatMap(RecipientDsnParameters::getNotifyParameter))
                .hasValueSatisfying(when -> assertThat(when).containsExactlyInAnyOrder(Notify.SUCCESS, Notify.FAILURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "NEVER,SUCCESS", "SOMETIMES"})
    void whatNotifyDoesNotKnowIsRefused(String value) {
        assertThat(new RcptParameters(Map.of("NOTIFY", value)).fault()).contains(SmtpReplies.BAD_PARAMETER);
    }

    @Test
    void otherParametersAreUnknown() {
        assertThat(new RcptParameters(Map.of("RRVS", "x")).fault()).contains(SmtpReplies.UNKNOWN_PARAMETER);
        assertThat(new RcptParameters(Map.of()).fault()).isEmpty();
        assertThat(new RcptParameters(Map.of()).orcpt()).isEqualTo(Optional.empty());
    }
}
