// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import static dev.sekisho.policy.smtp.SmtpSessionStates.answer;
import static dev.sekisho.policy.smtp.SmtpSessionStates.answerWithArgument;
import static dev.sekisho.policy.smtp.SmtpSessionStates.clear;
import static dev.sekisho.policy.smtp.SmtpSessionStates.codes;
import static dev.sekisho.policy.smtp.SmtpSessionStates.justUpgraded;
import static dev.sekisho.policy.smtp.SmtpSessionStates.loggedIn;
import static dev.sekisho.policy.smtp.SmtpSessionStates.tls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SubmissionPortTest {
    @Test
    void anAddressThatIsHeldOffIsNotAskedForALogin() {
        SmtpCheckpoint checkpoint = new SmtpCheckpoint(BuiltInPolicies.SUBMISSIONS);
        SmtpCommand auth = new SmtpCommand(SmtpVerb.AUTH, true);
        SmtpState held = SmtpState.connected(true, false)
                .afterGreeting(SmtpState.Greeting.EHLO)
                .withHeldOff(true);
        assertThat(checkpoint.decide(held, auth)).isEqualTo(SmtpDecision.refuse(SmtpRefusal.HELD_OFF));
        assertThat(checkpoint
                        .decide(held.afterAuth(), new SmtpCommand(SmtpVerb.MAIL, true))
                        .allowed())
                .as("who is logged in goes on")
                .isTrue();
        assertThat(new SmtpCheckpoint(BuiltInPolicies.MX)
                        .decide(held, new SmtpCommand(SmtpVerb.MAIL, true))
                        .allowed())
                .as("no logins, no hold-off")
                .isTrue();
    }

    private static final SmtpCheckpoint PORT = new SmtpCheckpoint(BuiltInPolicies.SUBMISSION);

    @Test
    void ehloInClearListsStartTlsAndNoAuth() {
        assertThat(PORT.offersStartTls(clear())).isTrue();
        assertThat(PORT.offersAuth(clear())).isFalse();
    }

    @Test
    void startTlsIsServedInClear() {
        assertThat(answer(PORT, clear(), SmtpVerb.STARTTLS)).isEqualTo("allowed");
    }

    @Test
    void startTlsIsServedBeforeEhlo() {
        assertThat(answer(PORT, SmtpState.connected(false, false), SmtpVerb.STARTTLS))
                .isEqualTo("allowed");
    }

    @Test
    void startTlsTakesNoArgument() {
        assertThat(answerWithArgument(PORT, clear(), SmtpVerb.STARTTLS)).isEqualTo("501 5.5.4");
    }

    @Test
    void startTlsWithoutACertificateIsAPassingFault() {
        assertThat(SmtpRefusal.TLS_UNAVAILABLE.reply().codes()).isEqualTo("454 4.7.0");
    }

    @ParameterizedTest
    @EnumSource(
            value = SmtpVerb.class,
            names = {"EHLO", "HELO", "NOOP", "QUIT", "RSET", "HELP"})
    void servesHarmlessCommandsInClear(SmtpVerb verb) {
        assertThat(answer(PORT, clear(), verb)).isEqualTo("allowed");
    }

    @Test
    void authInClearIs538WithAndWithoutCredentials() {
        assertThat(answer(PORT, clear(), SmtpVerb.AUTH)).isEqualTo("538 5.7.11");
        assertThat(answerWithArgument(PORT, clear(), SmtpVerb.AUTH)).isEqualTo("538 5.7.11");
    }

    @ParameterizedTest
    @EnumSource(
            value = SmtpVerb.class,
            mode = Mode.EXCLUDE,
            names = {"EHLO", "HELO", "NOOP", "QUIT", "RSET", "HELP", "STARTTLS", "AUTH"})
    void allElseInClearIs530UnknownVerbsToo(SmtpVerb verb) {
        assertThat(PORT.decide(clear(), SmtpCommand.withArgument(verb)))
                .isEqualTo(SmtpDecision.refuse(SmtpRefusal.STARTTLS_REQUIRED));
    }

    @ParameterizedTest
    @EnumSource(
            value = SmtpVerb.class,
            names = {"MAIL", "AUTH"})
    void mailAndAuthAre503BeforeEhloIsSaidAgain(SmtpVerb verb) {
        assertThat(answerWithArgument(PORT, justUpgraded(), verb)).isEqualTo("503 5.5.1");
    }

    @Test
    void heloDoesNotOpenAuth() {
        assertThat(answerWithArgument(PORT, justUpgraded().afterGreeting(Greeting.HELO), SmtpVerb.AUTH))
                .isEqualTo("503 5.5.1");
    }

    @Test
    void startTlsUnderTlsIs503AndNoLongerListed() {
        assertThat(answer(PORT, tls(), SmtpVerb.STARTTLS)).isEqualTo("503 5.5.1");
        assertThat(answerWithArgument(PORT, loggedIn(), SmtpVerb.STARTTLS)).isEqualTo("503 5.5.1");
        assertThat(PORT.offersStartTls(tls())).isFalse();
    }

    @Test
    void ehloUnderTlsListsAuthUntilTheLogin() {
        assertThat(PORT.offersAuth(tls())).isTrue();
        assertThat(PORT.offersAuth(loggedIn())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = SmtpVerb.class,
            names = {"MAIL", "RCPT", "DATA", "BDAT", "VRFY", "EXPN"})
    void mailCommandsBeforeALoginAre530(SmtpVerb verb) {
        assertThat(PORT.decide(tls(), SmtpCommand.withArgument(verb)))
                .isEqualTo(SmtpDecision.refuse(SmtpRefusal.AUTH_REQUIRED));
    }

    @Test
    void authIsServedUnderTlsAfterEhlo() {
        assertThat(answerWithArgument(PORT, tls(), SmtpVerb.AUTH)).isEqualTo("allowed");
    }

    @Test
    void aBadLoginIs535() {
        assertThat(PORT.failedAuth(tls()).reply().codes()).isEqualTo("535 5.7.8");
    }

    @Test
    void theThirdBadLoginIs421AndCloses() {
        SmtpState twoFailed = tls().afterFailedAuth().afterFailedAuth();
        assertThat(PORT.failedAuth(twoFailed).reply().codes()).isEqualTo("421 4.7.0");
        assertThat(PORT.failedAuth(twoFailed).closes()).isTrue();
    }

    @Test
    void theSecondBadLoginIsStill535() {
        assertThat(PORT.failedAuth(tls().afterFailedAuth())).isEqualTo(SmtpRefusal.AUTH_FAILED);
    }

    @Test
    void aNewHandshakeOrEhloDoesNotForgiveBadLogins() {
        SmtpState twoFailed = clear().afterFailedAuth().afterFailedAuth().afterStartTls();
        assertThat(PORT.failedAuth(twoFailed.afterGreeting(Greeting.EHLO)))
                .isEqualTo(SmtpRefusal.TOO_MANY_FAILED_AUTHS);
    }

    @Test
    void wrongMechanismsAndEncodingsHaveTheirCodes() {
        assertThat(SmtpRefusal.AUTH_CANCELLED.reply().code()).isEqualTo(501);
        assertThat(SmtpRefusal.AUTH_MALFORMED.reply().code()).isEqualTo(501);
        assertThat(SmtpRefusal.MECHANISM_UNKNOWN.reply().codes()).isEqualTo("504 5.5.4");
    }

    @Test
    void aSecondAuthIs503() {
        assertThat(answerWithArgument(PORT, loggedIn(), SmtpVerb.AUTH)).isEqualTo("503 5.5.1");
    }

    @Test
    void authInsideATransactionIs503() {
        assertThat(answerWithArgument(PORT, loggedIn().afterMail(), SmtpVerb.AUTH))
                .isEqualTo("503 5.5.1");
        assertThat(answerWithArgument(PORT, tls().afterMail(), SmtpVerb.AUTH)).isEqualTo("503 5.5.1");
    }

    @Test
    void aForeignSenderIs553() {
        assertThat(codes(PORT.decideSender(SenderOwnership.FOREIGN, 0))).isEqualTo("553 5.7.1");
    }

    @ParameterizedTest
    @EnumSource(
            value = SenderOwnership.class,
            names = {"OWN", "NULL"})
    void ownAddressesAndTheNullAddressAreTheUsers(SenderOwnership sender) {
        assertThat(codes(PORT.decideSender(sender, 0))).isEqualTo("allowed");
    }

    @ParameterizedTest
    @EnumSource(
            value = RecipientAddressClass.class,
            names = {"LOCAL", "REMOTE", "REMOTE_LISTED"})
    void aUserMayWriteAnywhere(RecipientAddressClass recipient) {
        assertThat(codes(PORT.decideRecipient(loggedIn().afterMail(), recipient)))
                .isEqualTo("allowed");
    }

    @Test
    void whoeverHasNotLoggedInMayNotRelayEvenIfMailWereTaken() {
        assertThat(codes(PORT.decideRecipient(tls().afterMail(), RecipientAddressClass.REMOTE)))
                .isEqualTo("550 5.7.1");
    }

    @Test
    void theRecipientsOfAMessageAreLimited() {
        SmtpState state = loggedIn().afterMail();
        for (int i = 0; i < 99; i++) {
            state = state.afterRcpt();
        }
        assertThat(codes(PORT.decideRecipient(state, RecipientAddressClass.REMOTE)))
                .isEqualTo("allowed");
        assertThat(codes(PORT.decideRecipient(state.afterRcpt(), RecipientAddressClass.REMOTE)))
                .isEqualTo("452 4.5.3");
    }

    @Test
    void anAnnouncedSizeOverTheLimitIs552() {
        assertThat(codes(PORT.decideSender(SenderOwnership.OWN, 36_700_160))).isEqualTo("allowed");
        assertThat(codes(PORT.decideSender(SenderOwnership.OWN, 36_700_161))).isEqualTo("552 5.3.4");
    }

    @ParameterizedTest
    @EnumSource(
            value = SmtpVerb.class,
            names = {"ETRN", "ATRN", "TURN"})
    void queueCommandsAreNotServedToUsers(SmtpVerb verb) {
        assertThat(answerWithArgument(PORT, loggedIn(), verb)).isEqualTo("502 5.5.1");
    }

    @Test
    void anUnknownVerbUnderTlsIs500() {
        assertThat(answer(PORT, loggedIn(), SmtpVerb.UNKNOWN)).isEqualTo("500 5.5.2");
    }

    @Test
    void aUserMayAskAboutAnAddressButNotExpandIt() {
        assertThat(answerWithArgument(PORT, loggedIn(), SmtpVerb.VRFY)).isEqualTo("allowed");
        assertThat(answerWithArgument(PORT, loggedIn(), SmtpVerb.EXPN)).isEqualTo("502 5.5.1");
    }
}
