// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import static dev.sekisho.policy.smtp.SmtpSessionStates.answer;
import static dev.sekisho.policy.smtp.SmtpSessionStates.answerWithArgument;
import static dev.sekisho.policy.smtp.SmtpSessionStates.codes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import org.junit.jupiter.api.Test;

class SubmissionsPortTest {
    private static final SmtpCheckpoint PORT = new SmtpCheckpoint(BuiltInPolicies.SUBMISSIONS);
    private static final SmtpState CONNECTED = SmtpState.connected(true, false);
    private static final SmtpState GREETED = CONNECTED.afterGreeting(Greeting.EHLO);

    @Test
    void listsAuthAndNoStartTls() {
        assertThat(PORT.offersAuth(GREETED)).isTrue();
        assertThat(PORT.offersStartTls(GREETED)).isFalse();
    }

    @Test
    void hasNoStartTls() {
        assertThat(answer(PORT, GREETED, SmtpVerb.STARTTLS)).isEqualTo("503 5.5.1");
    }

    @Test
    void wantsEhloBeforeAuth() {
        assertThat(answerWithArgument(PORT, CONNECTED, SmtpVerb.AUTH)).isEqualTo("503 5.5.1");
    }

    @Test
    void wantsALoginBeforeMail() {
        assertThat(answerWithArgument(PORT, GREETED, SmtpVerb.MAIL)).isEqualTo("530 5.7.0");
    }

    @Test
    void aUserMayRelay() {
        SmtpState state = GREETED.afterAuth().afterMail();
        assertThat(codes(PORT.decideRecipient(state, RecipientAddressClass.REMOTE)))
                .isEqualTo("allowed");
    }

    @Test
    void wouldServeNothingInClearEvenIfItCame() {
        SmtpState clear = SmtpState.connected(false, false).afterGreeting(Greeting.EHLO);
        assertThat(answerWithArgument(PORT, clear, SmtpVerb.MAIL)).isEqualTo("530 5.7.0");
        assertThat(answerWithArgument(PORT, clear, SmtpVerb.AUTH)).isEqualTo("538 5.7.11");
        assertThat(PORT.offersAuth(clear)).isFalse();
    }
}
