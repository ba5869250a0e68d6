// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Pop3PortTest {
    @Test
    void anAddressThatIsHeldOffIsNotAskedForALogin() {
        Pop3Checkpoint checkpoint = new Pop3Checkpoint(BuiltInPolicies.POP3S);
        Pop3State held = Pop3State.connected(true).withHeldOff(true);
        for (Pop3Verb verb : List.of(Pop3Verb.USER, Pop3Verb.AUTH, Pop3Verb.PASS, Pop3Verb.APOP)) {
            assertThat(checkpoint.decide(held, verb, true)).isEqualTo(new Pop3Decision.Refuse(Pop3Refusal.HELD_OFF));
        }
        assertThat(checkpoint.decide(held, Pop3Verb.CAPA, false).allowed()).isTrue();
        assertThat(checkpoint.decide(held.afterAuth(), Pop3Verb.STAT, false).allowed())
                .isTrue();
    }

    private static final Pop3Checkpoint PORT = new Pop3Checkpoint(BuiltInPolicies.POP3);
    private static final Pop3Checkpoint TLS_PORT = new Pop3Checkpoint(BuiltInPolicies.POP3S);
    private static final Pop3State CLEAR = Pop3State.connected(false);
    private static final Pop3State TLS = CLEAR.afterStls();
    private static final Pop3State OPENED = TLS.afterUser().afterAuth();

    @Test
    void capaInClearListsStlsAndNoLogin() {
        assertThat(PORT.capabilities(CLEAR)).contains("STLS").doesNotContain("USER", "SASL PLAIN");
    }

    @Test
    void capaUnderTlsListsLoginsAndNoStls() {
        assertThat(PORT.capabilities(TLS)).contains("USER", "SASL PLAIN").doesNotContain("STLS");
        assertThat(TLS_PORT.capabilities(Pop3State.connected(true)))
                .contains("USER", "SASL PLAIN")
                .doesNotContain("STLS");
    }

    @Test
    void capaNeverListsApop() {
        assertThat(PORT.capabilities(TLS)).noneMatch(line -> line.contains("APOP"));
    }

    @Test
    void capaListsTheResponseCodesThatAreUsed() {
        assertThat(PORT.capabilities(CLEAR)).contains("RESP-CODES", "AUTH-RESP-CODE", "UIDL", "TOP", "PIPELINING");
    }

    @ParameterizedTest
    @EnumSource(
            value = Pop3Verb.class,
            names = {"USER", "PASS", "APOP", "AUTH"})
    void loginsInClearAreRefused(Pop3Verb verb) {
        assertThat(answer(PORT, CLEAR, verb)).startsWith("-ERR [SYS/PERM]").contains("STLS");
    }

    @Test
    void passInClearIsRefusedEvenAfterUser() {
        assertThat(answer(PORT, CLEAR.afterUser(), Pop3Verb.PASS)).startsWith("-ERR [SYS/PERM]");
    }

    @Test
    void stlsIsServedInClear() {
        assertThat(answer(PORT, CLEAR, Pop3Verb.STLS)).isEqualTo("allowed");
    }

    @Test
    void stlsTakesNoArgument() {
        assertThat(PORT.decide(CLEAR, Pop3Verb.STLS, true))
                .isEqualTo(new Pop3Decision.Refuse(Pop3Refusal.STLS_TAKES_NO_ARGUMENT));
    }

    @Test
    void stlsUnderTlsIsRefused() {
        assertThat(answer(PORT, TLS, Pop3Verb.STLS)).startsWith("-ERR");
        assertThat(answer(TLS_PORT, Pop3State.connected(true), Pop3Verb.STLS)).startsWith("-ERR");
        assertThat(answer(PORT, OPENED, Pop3Verb.STLS)).startsWith("-ERR");
    }

    @Test
    void aUserNamedBeforeTlsIsForgotten() {
        assertThat(answer(PORT, CLEAR.afterUser().afterStls(), Pop3Verb.PASS)).isEqualTo("-ERR Send USER first");
    }

    @Test
    void userThenPassIsServedUnderTls() {
        assertThat(answer(PORT, TLS, Pop3Verb.USER)).isEqualTo("allowed");
        assertThat(answer(PORT, TLS.afterUser(), Pop3Verb.PASS)).isEqualTo("allowed");
        assertThat(answer(PORT, TLS, Pop3Verb.AUTH)).isEqualTo("allowed");
    }

    @Test
    void passWithoutUserIsRefused() {
        assertThat(answer(PORT, TLS, Pop3Verb.PASS)).isEqualTo("-ERR Send USER first");
        assertThat(answer(PORT, TLS.afterUser().afterFailedAuth(), Pop3Verb.PASS))
                .isEqualTo("-ERR Send USER first");
        assertThat(answer(PORT, TLS.afterUser().afterMaildropInUse(), Pop3Verb.PASS))
                .isEqualTo("-ERR Send USER first");
    }

    @Test
    void apopIsNeverServed() {
        assertThat(answer(PORT, TLS, Pop3Verb.APOP)).startsWith("-ERR APOP");
    }

    @Test
    void aBadLoginSaysAuth() {
        assertThat(PORT.failedAuth(TLS).reply()).startsWith("-ERR [AUTH]");
        assertThat(PORT.failedAuth(TLS).closes()).isFalse();
    }

    @Test
    void theThirdBadLoginCloses() {
        Pop3Refusal third = PORT.failedAuth(TLS.afterFailedAuth().afterFailedAuth());
        assertThat(third.reply()).startsWith("-ERR [AUTH]");
        assertThat(third.closes()).isTrue();
    }

    @Test
    void stlsDoesNotForgiveBadLogins() {
        assertThat(CLEAR.afterFailedAuth().afterFailedAuth().afterStls().failedAuths())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Pop3Verb.class,
            names = {"STAT", "LIST", "UIDL", "RETR", "TOP", "DELE", "NOOP", "RSET"})
    void theMaildropIsServedAfterTheLoginOnly(Pop3Verb verb) {
        assertThat(answer(PORT, OPENED, verb)).isEqualTo("allowed");
        assertThat(answer(PORT, TLS.afterUser(), verb)).isEqualTo("-ERR Authentication required");
        assertThat(answer(PORT, CLEAR, verb)).startsWith("-ERR [SYS/PERM]");
    }

    @ParameterizedTest
    @EnumSource(
            value = Pop3Verb.class,
            names = {"USER", "PASS", "AUTH", "APOP"})
    void aSecondLoginIsRefused(Pop3Verb verb) {
        assertThat(answer(PORT, OPENED, verb)).isEqualTo("-ERR Already authenticated");
    }

    @Test
    void capaAndQuitAreServedInEveryState() {
        for (Pop3State state : new Pop3State[] {CLEAR, TLS, OPENED}) {
            assertThat(answer(PORT, state, Pop3Verb.CAPA)).isEqualTo("allowed");
            assertThat(answer(PORT, state, Pop3Verb.QUIT)).isEqualTo("allowed");
        }
    }

    @Test
    void anUnknownCommandIsRefusedInEveryState() {
        for (Pop3State state : new Pop3State[] {CLEAR, TLS, OPENED}) {
            assertThat(answer(PORT, state, Pop3Verb.of("XYZZY"))).isEqualTo("-ERR Unknown command");
        }
    }

    @Test
    void aMaildropInUseSaysSo() {
        assertThat(Pop3Refusal.MAILDROP_IN_USE.reply()).startsWith("-ERR [IN-USE]");
    }

    @ParameterizedTest
    @EnumSource(Pop3Refusal.class)
    void everyRefusalIsAnErrLineOfAtMost512Octets(Pop3Refusal refusal) {
        assertThat(refusal.reply()).startsWith("-ERR ").isPrintable().hasSizeLessThanOrEqualTo(510);
    }

    @Test
    void aVerbIsReadInAnyCaseOfLetters() {
        assertThat(Pop3Verb.of("stls")).isEqualTo(Pop3Verb.STLS);
        assertThat(Pop3Verb.of("UNKNOWN")).isEqualTo(Pop3Verb.UNKNOWN);
    }

    private static String answer(Pop3Checkpoint checkpoint, Pop3State state, Pop3Verb verb) {
        return checkpoint.decide(state, verb, false) instanceof Pop3Decision.Refuse refused
                ? refused.reason().reply()
                : "allowed";
    }
}
