// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import static dev.sekisho.policy.smtp.SmtpSessionStates.answer;
import static dev.sekisho.policy.smtp.SmtpSessionStates.answerWithArgument;
import static dev.sekisho.policy.smtp.SmtpSessionStates.clear;
import static dev.sekisho.policy.smtp.SmtpSessionStates.codes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import org.junit.jupiter.api.Test;

class ReinjectionPortTest {
    private static final SmtpCheckpoint PORT = new SmtpCheckpoint(BuiltInPolicies.REINJECTION);

    @Test
    void offersNeitherTlsNorAuth() {
        assertThat(PORT.offersStartTls(clear())).isFalse();
        assertThat(PORT.offersAuth(clear())).isFalse();
        assertThat(answer(PORT, clear(), SmtpVerb.STARTTLS)).isEqualTo("502 5.5.1");
        assertThat(answerWithArgument(PORT, clear(), SmtpVerb.AUTH)).isEqualTo("503 5.5.1");
    }

    @Test
    void takesMailForTheListedAddresses() {
        assertThat(codes(PORT.decideRecipient(clear().afterMail(), RecipientAddressClass.REMOTE_LISTED)))
                .isEqualTo("allowed");
    }

    @Test
    void takesMailForLocalUsers() {
        assertThat(codes(PORT.decideRecipient(clear().afterMail(), RecipientAddressClass.LOCAL)))
                .isEqualTo("allowed");
    }

    @Test
    void isNoOpenRelay() {
        assertThat(codes(PORT.decideRecipient(clear().afterMail(), RecipientAddressClass.REMOTE)))
                .isEqualTo("550 5.7.1");
    }
}
