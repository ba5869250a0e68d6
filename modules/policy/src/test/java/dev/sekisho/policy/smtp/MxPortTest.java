// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import static dev.sekisho.policy.smtp.SmtpSessionStates.answer;
import static dev.sekisho.policy.smtp.SmtpSessionStates.answerWithArgument;
import static dev.sekisho.policy.smtp.SmtpSessionStates.clear;
import static dev.sekisho.policy.smtp.SmtpSessionStates.codes;
import static dev.sekisho.policy.smtp.SmtpSessionStates.justUpgraded;
import static dev.sekisho.policy.smtp.SmtpSessionStates.tls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MxPortTest {
    private static final SmtpCheckpoint PORT = new SmtpCheckpoint(BuiltInPolicies.MX);

    @Test
    void ehloOffersStartTlsAndNeverAuth() {
        assertThat(PORT.offersStartTls(clear())).isTrue();
        assertThat(PORT.offersAuth(clear())).isFalse();
        assertThat(PORT.offersAuth(tls())).isFalse();
    }

    @Test
    void authIs503InClearAndUnderTls() {
        assertThat(answerWithArgument(PORT, clear(), SmtpVerb.AUTH)).isEqualTo("503 5.5.1");
        assertThat(answerWithArgument(PORT, tls(), SmtpVerb.AUTH)).isEqualTo("503 5.5.1");
    }

    @Test
    void mailIsTakenInClearAndUnderTls() {
        assertThat(answerWithArgument(PORT, clear(), SmtpVerb.MAIL)).isEqualTo("allowed");
        assertThat(answerWithArgument(PORT, tls(), SmtpVerb.MAIL)).isEqualTo("allowed");
    }

    @Test
    void mailIsTakenAfterHelo() {
        SmtpState helo = SmtpState.connected(false, false).afterGreeting(Greeting.HELO);
        assertThat(answerWithArgument(PORT, helo, SmtpVerb.MAIL)).isEqualTo("allowed");
    }

    @Test
    void mailBeforeAnyGreetingIs503() {
        assertThat(answerWithArgument(PORT, SmtpState.connected(false, false), SmtpVerb.MAIL))
                .isEqualTo("503 5.5.1");
    }

    @Test
    void theGreetingIsForgottenAtTheHandshake() {
        assertThat(answerWithArgument(PORT, justUpgraded(), SmtpVerb.MAIL)).isEqualTo("503 5.5.1");
    }

    @Test
    void theTransactionIsForgottenAtTheHandshake() {
        SmtpState state = clear().afterMail().afterRcpt().afterStartTls();
        assertThat(answer(PORT, state, SmtpVerb.DATA)).isEqualTo("503 5.5.1");
    }

    @Test
    void anotherDomainIs550RelayingDenied() {
        assertThat(PORT.decideRecipient(clear().afterMail(), RecipientAddressClass.REMOTE))
                .isEqualTo(SmtpDecision.refuse(SmtpRefusal.RELAYING_DENIED));
        assertThat(SmtpRefusal.RELAYING_DENIED.reply().codes()).isEqualTo("550 5.7.1");
    }

    @Test
    void aListedDomainOfAnotherPolicyIsNotListedHere() {
        assertThat(codes(PORT.decideRecipient(clear().afterMail(), RecipientAddressClass.REMOTE_LISTED)))
                .isEqualTo("550 5.7.1");
    }

    @Test
    void aNetworkThatTheOperatorListsMayRelay() {
        SmtpState state =
                SmtpState.connected(false, true).afterGreeting(Greeting.EHLO).afterMail();
        assertThat(codes(PORT.decideRecipient(state, RecipientAddressClass.REMOTE)))
                .isEqualTo("allowed");
    }

    @Test
    void anUnknownUserIs550() {
        assertThat(codes(PORT.decideRecipient(clear().afterMail(), RecipientAddressClass.LOCAL_UNKNOWN)))
                .isEqualTo("550 5.1.1");
    }

    @Test
    void aFullMailboxIs452() {
        assertThat(codes(PORT.decideRecipient(clear().afterMail(), RecipientAddressClass.LOCAL_FULL)))
                .isEqualTo("452 4.2.2");
    }

    @Test
    void aLocalUserIsReached() {
        assertThat(codes(PORT.decideRecipient(clear().afterMail(), RecipientAddressClass.LOCAL)))
                .isEqualTo("allowed");
    }

    @ParameterizedTest
    @EnumSource(SenderOwnership.class)
    void anySenderIsHeard(SenderOwnership sender) {
        assertThat(codes(PORT.decideSender(sender, 0))).isEqualTo("allowed");
    }

    @Test
    void anAnnouncedSizeOverTheLimitIs552AtMail() {
        assertThat(codes(PORT.decideSender(SenderOwnership.NULL, Long.MAX_VALUE)))
                .isEqualTo("552 5.3.4");
    }

    @Test
    void theOrderOfATransactionIsKept() {
        assertThat(answer(PORT, clear(), SmtpVerb.RCPT)).isEqualTo("503 5.5.1");
        assertThat(answer(PORT, clear(), SmtpVerb.DATA)).isEqualTo("503 5.5.1");
        assertThat(answer(PORT, clear(), SmtpVerb.BDAT)).isEqualTo("503 5.5.1");
        assertThat(answer(PORT, clear().afterMail(), SmtpVerb.MAIL)).isEqualTo("503 5.5.1");
        assertThat(answer(PORT, clear().afterMail(), SmtpVerb.DATA)).isEqualTo("503 5.5.1");
        assertThat(answer(PORT, clear().afterMail(), SmtpVerb.BDAT)).isEqualTo("503 5.5.1");
    }

    @Test
    void aWholeTransactionIsServed() {
        assertThat(answer(PORT, clear().afterMail(), SmtpVerb.RCPT)).isEqualTo("allowed");
        SmtpState withRecipient = clear().afterMail().afterRcpt();
        assertThat(answer(PORT, withRecipient, SmtpVerb.RCPT)).isEqualTo("allowed");
        assertThat(answer(PORT, withRecipient, SmtpVerb.DATA)).isEqualTo("allowed");
        assertThat(answer(PORT, withRecipient, SmtpVerb.BDAT)).isEqualTo("allowed");
    }

    @Test
    void chunksAndDataDoNotMix() {
        SmtpState chunks = clear().afterMail().afterRcpt().afterChunk();
        assertThat(answer(PORT, chunks, SmtpVerb.DATA)).isEqualTo("503 5.5.1");
        assertThat(answer(PORT, chunks, SmtpVerb.RCPT)).isEqualTo("503 5.5.1");
        assertThat(answer(PORT, chunks, SmtpVerb.BDAT)).isEqualTo("allowed");
    }

    @Test
    void resetEndsATransactionAndKeepsTheGreeting() {
        SmtpState reset = clear().afterMail().afterRcpt().afterReset();
        assertThat(reset).isEqualTo(clear());
    }

    @Test
    void aGreetingEndsATransaction() {
        assertThat(clear().afterMail().afterRcpt().afterGreeting(Greeting.EHLO)).isEqualTo(clear());
    }

    @Test
    void addressesAreNotExpandedAndQueuesNotTurned() {
        assertThat(answer(PORT, clear(), SmtpVerb.EXPN)).isEqualTo("502 5.5.1");
        assertThat(answer(PORT, clear(), SmtpVerb.ETRN)).isEqualTo("502 5.5.1");
        assertThat(answer(PORT, clear(), SmtpVerb.VRFY)).isEqualTo("allowed");
    }
}
