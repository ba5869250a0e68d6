// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImapPortTest {
    private static final ImapCheckpoint CHECKPOINT = new ImapCheckpoint(BuiltInPolicies.IMAPS);
    private static final ImapState STRANGER = ImapState.connected(true);
    private static final ImapState USER = STRANGER.afterAuth();
    private static final ImapState SELECTED = USER.afterSelect(false);
    private static final ImapState READING = USER.afterSelect(true);
    private static final Set<ImapVerb> ANY_STATE =
            EnumSet.of(ImapVerb.CAPABILITY, ImapVerb.NOOP, ImapVerb.LOGOUT, ImapVerb.ID);
    private static final Set<ImapVerb> LOGINS = EnumSet.of(ImapVerb.LOGIN, ImapVerb.AUTHENTICATE);
    private static final Set<ImapVerb> ON_MESSAGES = EnumSet.range(ImapVerb.CHECK, ImapVerb.REPLACE);
    private static final Set<ImapVerb> CHANGES =
            EnumSet.of(ImapVerb.EXPUNGE, ImapVerb.STORE, ImapVerb.MOVE, ImapVerb.REPLACE);
    private static final Set<ImapVerb> NOWHERE = EnumSet.of(ImapVerb.UNKNOWN, ImapVerb.STARTTLS);

    @ParameterizedTest
    @EnumSource(ImapVerb.class)
    void aStrangerLogsInAndNothingElse(ImapVerb verb) {
        boolean allowed = ANY_STATE.contains(verb) || LOGINS.contains(verb);

        assertThat(CHECKPOINT.decide(STRANGER, verb).allowed()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @EnumSource(ImapVerb.class)
    void aUserDoesNotLogInAgainAndSelectsBeforeMessagesAreRead(ImapVerb verb) {
        boolean refused = LOGINS.contains(verb) || ON_MESSAGES.contains(verb) || NOWHERE.contains(verb);

        assertThat(CHECKPOINT.decide(USER, verb).allowed()).isEqualTo(!refused);
    }

    @ParameterizedTest
    @EnumSource(ImapVerb.class)
    void everythingButALoginIsAllowedWithASelectedMailbox(ImapVerb verb) {
        boolean refused = LOGINS.contains(verb) || NOWHERE.contains(verb);

        assertThat(CHECKPOINT.decide(SELECTED, verb).allowed()).isEqualTo(!refused);
    }

    @ParameterizedTest
    @EnumSource(ImapVerb.class)
    void aMailboxOpenForReadingAloneIsNotChanged(ImapVerb verb) {
        boolean refused = LOGINS.contains(verb) || NOWHERE.contains(verb) || CHANGES.contains(verb);

        assertThat(CHECKPOINT.decide(READING, verb).allowed()).isEqualTo(!refused);
    }

    @ParameterizedTest
    @EnumSource(ImapVerb.class)
    void nothingIsAllowedAfterLogout(ImapVerb verb) {
        assertThat(CHECKPOINT.decide(SELECTED.afterLogout(), verb).refusal()).contains(ImapRefusal.LOGGED_OUT);
    }

    @ParameterizedTest
    @EnumSource(
            value = ImapVerb.class,
            names = {"LOGIN", "AUTHENTICATE"})
    void credentialsAreNotTakenInCleartext(ImapVerb verb) {
        assertThat(CHECKPOINT.decide(ImapState.connected(false), verb).refusal())
                .contains(ImapRefusal.TLS_REQUIRED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ImapVerb.class,
            names = {"LOGIN", "AUTHENTICATE"})
    void anAddressThatIsHeldOffIsNotAskedForCredentials(ImapVerb verb) {
        assertThat(CHECKPOINT.decide(STRANGER.withHeldOff(true), verb).refusal())
                .contains(ImapRefusal.HELD_OFF);
    }

    @Test
    void whoHasLoggedInIsNotConcernedByAHeldOffAddress() {
        assertThat(CHECKPOINT.decide(USER.withHeldOff(true), ImapVerb.SELECT).allowed())
                .isTrue();
    }

    @Test
    void aSelectThatFailsLeavesNoMailboxSelected() {
        assertThat(CHECKPOINT.decide(SELECTED.afterUnselect(), ImapVerb.FETCH).refusal())
                .contains(ImapRefusal.SELECT_FIRST);
    }

    @Test
    void aConnectionIsCompressedOnce() {
        assertThat(CHECKPOINT.decide(USER.afterCompress(), ImapVerb.COMPRESS).refusal())
                .contains(ImapRefusal.COMPRESSED_ALREADY);
        assertThat(CHECKPOINT.capabilities(USER.afterCompress())).doesNotContain("COMPRESS=DEFLATE");
    }

    @Test
    void theLastBadLoginClosesTheConnection() {
        int most = BuiltInPolicies.IMAPS.limits().failedLogins().perConnection();
        List<ImapRefusal> replies = Stream.iterate(STRANGER, ImapState::afterFailedAuth)
                .limit(most)
                .map(CHECKPOINT::failedAuth)
                .toList();

        assertThat(replies.subList(0, most - 1)).containsOnly(ImapRefusal.AUTH_FAILED);
        assertThat(replies.get(most - 1)).isEqualTo(ImapRefusal.TOO_MANY_FAILED_AUTHS);
        assertThat(replies.get(most - 1).closes()).isTrue();
    }

    @Test
    void mechanismsAreListedUnderTlsBeforeTheLoginAlone() {
        assertThat(CHECKPOINT.capabilities(STRANGER)).contains("AUTH=PLAIN").doesNotContain("LOGINDISABLED", "MOVE");
        assertThat(CHECKPOINT.capabilities(USER)).contains("MOVE").doesNotContain("AUTH=PLAIN", "STARTTLS");
        assertThat(CHECKPOINT.capabilities(ImapState.connected(false)))
                .contains("LOGINDISABLED")
                .doesNotContain("AUTH=PLAIN");
    }

    @Test
    void literalPlusAndLiteralMinusAreNotListedTogether() {
        assertThat(CHECKPOINT.capabilities(USER)).contains("LITERAL+").doesNotContain("LITERAL-");
    }

    @ParameterizedTest
    @EnumSource(ImapVerb.class)
    void aVerbIsFoundInAnyCaseOfLetters(ImapVerb verb) {
        assertThat(ImapVerb.of(verb.name().toLowerCase(Locale.ROOT))).isEqualTo(verb);
    }

    @Test
    void anUnknownVerbIsNotFoundByTheNameOfItsConstant() {
        assertThat(ImapVerb.of("unknown")).isEqualTo(ImapVerb.UNKNOWN);
        assertThat(ImapVerb.of("XYZZY")).isEqualTo(ImapVerb.UNKNOWN);
    }
}
