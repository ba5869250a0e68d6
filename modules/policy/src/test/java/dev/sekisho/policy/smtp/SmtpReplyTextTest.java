// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmtpReplyTextTest {
    @Test
    void aVerbIsReadInAnyCaseOfLetters() {
        assertThat(SmtpVerb.of("sTaRtTlS")).isEqualTo(SmtpVerb.STARTTLS);
    }

    @Test
    void anythingElseIsUnknown() {
        assertThat(SmtpVerb.of("UNKNOWN")).isEqualTo(SmtpVerb.UNKNOWN);
        assertThat(SmtpVerb.of("")).isEqualTo(SmtpVerb.UNKNOWN);
        assertThat(SmtpVerb.of("MAIL ")).isEqualTo(SmtpVerb.UNKNOWN);
        assertThat(SmtpVerb.of("MAİL")).isEqualTo(SmtpVerb.UNKNOWN);
    }

    @Test
    void aReplyIsOneLine() {
        assertThat(SmtpRefusal.STARTTLS_REQUIRED.reply().line())
                .isEqualTo("530 5.7.0 Must issue a STARTTLS command first");
        assertThat(new SmtpReply(354, "", "Go ahead").line()).isEqualTo("354 Go ahead");
        assertThat(new SmtpReply(354, "", "Go ahead").codes()).isEqualTo("354");
    }

    /** RFC 3463 2: the class of an enhanced code is the first digit of the code. */
    @ParameterizedTest
    @EnumSource(SmtpRefusal.class)
    void everyRefusalsEnhancedCodeIsOfItsClass(SmtpRefusal refusal) {
        SmtpReply reply = refusal.reply();
        assertThat(reply.enhanced()).startsWith(reply.code() / 100 + ".").matches("[45]\\.\\d{1,3}\\.\\d{1,3}");
        assertThat(reply.text()).isNotBlank().isPrintable();
    }

    /** RFC 5321 3.8: 421 announces that the connection is closed. */
    @ParameterizedTest
    @EnumSource(SmtpRefusal.class)
    void exactlyThe421Close(SmtpRefusal refusal) {
        assertThat(refusal.closes()).isEqualTo(refusal.reply().code() == 421);
    }
}
