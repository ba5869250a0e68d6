// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.pin.ClientPinStatus;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/**
 * What holds for every sequence of commands under every policy. Each property is stated over what happened on the connection, from the
 * client's actions and the answers alone.
 */
@PropertyDefaults(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
class EverySmtpSessionTest {
    private static final Set<SmtpVerb> HARMLESS_IN_CLEAR =
            Set.of(SmtpVerb.EHLO, SmtpVerb.HELO, SmtpVerb.NOOP, SmtpVerb.RSET, SmtpVerb.HELP, SmtpVerb.STARTTLS);

    @Provide
    Arbitrary<RandomSession> sessions() {
        return RandomSession.arbitrary();
    }

    @Property
    void noMailInClearWhereTlsIsRequired(@ForAll("sessions") RandomSession session) {
        if (tlsDemanded(session)) {
            forEach(session, (event, past) -> event.accepted(SmtpVerb.MAIL), (event, past) -> {
                assertThat(underTls(session, past)).isTrue();
            });
        }
    }

    @Property
    void onlyHarmlessCommandsInClearWhereTlsIsRequired(@ForAll("sessions") RandomSession session) {
        if (tlsDemanded(session)) {
            forEach(session, (event, past) -> !underTls(session, past), (event, past) -> {
                if (event.verb() == SmtpVerb.AUTH && session.policy().auth() == AuthMode.REQUIRED) {
                    assertThat(event.answer()).isEqualTo("538 5.7.11");
                } else if (event.verb() != SmtpVerb.QUIT && !HARMLESS_IN_CLEAR.contains(event.verb())) {
                    assertThat(event.answer()).isEqualTo("530 5.7.0");
                }
            });
        }
    }

    @Property
    void noCredentialIsLookedAtInClear(@ForAll("sessions") RandomSession session) {
        forEach(session, (event, past) -> event.credentialsSeen(), (event, past) -> {
            assertThat(underTls(session, past)).isTrue();
        });
    }

    @Property
    void noCredentialIsLookedAtWhereThereAreNoLogins(@ForAll("sessions") RandomSession session) {
        if (session.policy().auth() == AuthMode.NONE) {
            assertThat(session.events()).noneMatch(SessionEvent::credentialsSeen);
        }
    }

    @Property
    void noRelayWithoutRight(@ForAll("sessions") RandomSession session) {
        forEach(session, (event, past) -> event.accepted(SmtpVerb.RCPT), (event, past) -> {
            boolean right = session.trustedNetwork()
                    || session.policy().relay() == RelayRule.AUTHENTICATED && loggedIn(past)
                    || session.policy().relay() == RelayRule.PINNED && pinnedAtLastMail(past);
            switch (event.action().recipient()) {
                case LOCAL, RETURN_PATH -> {}
                case LOCAL_UNKNOWN, LOCAL_FULL, RETURN_PATH_MISUSED ->
                    throw new AssertionError("accepted a recipient that cannot be served");
                case REMOTE -> assertThat(right).isTrue();
                case REMOTE_LISTED ->
                    assertThat(right || session.policy().relay() == RelayRule.LISTED)
                            .isTrue();
            }
        });
    }

    @Property
    void everyRightIsGranted(@ForAll("sessions") RandomSession session) {
        forEach(session, (event, past) -> event.answer().equals("550 5.7.1"), (event, past) -> {
            assertThat(event.verb()).isEqualTo(SmtpVerb.RCPT);
            if (event.action().recipient() == RecipientAddressClass.RETURN_PATH_MISUSED) {
                return;
            }
            assertThat(session.trustedNetwork()).isFalse();
            assertThat(session.policy().relay() == RelayRule.AUTHENTICATED && loggedIn(past))
                    .isFalse();
            assertThat(session.policy().relay() == RelayRule.PINNED && pinnedAtLastMail(past))
                    .isFalse();
        });
    }

    @Property
    void noMailWithoutALoginWhereOneIsRequired(@ForAll("sessions") RandomSession session) {
        if (session.policy().auth() == AuthMode.REQUIRED) {
            Set<SmtpVerb> guarded =
                    Set.of(SmtpVerb.MAIL, SmtpVerb.RCPT, SmtpVerb.DATA, SmtpVerb.BDAT, SmtpVerb.VRFY, SmtpVerb.EXPN);
            forEach(session, (event, past) -> event.ok() && guarded.contains(event.verb()), (event, past) -> {
                assertThat(loggedIn(past)).isTrue();
            });
        }
    }

    @Property
    void aUserWritesAsNobodyElse(@ForAll("sessions") RandomSession session) {
        if (session.policy().sender() == SenderRule.OWN) {
            assertThat(session.events())
                    .noneMatch(event ->
                            event.accepted(SmtpVerb.MAIL) && event.action().sender() == SenderOwnership.FOREIGN);
        }
    }

    @Property
    void nothingSaidBeforeTlsSurvivesIt(@ForAll("sessions") RandomSession session) {
        forEach(session, (event, past) -> event.ok() && sinceHandshake(past) != null, (event, past) -> {
            List<SessionEvent> secret = sinceHandshake(past);
            switch (event.verb()) {
                case MAIL -> assertThat(secret).anyMatch(e -> e.accepted(SmtpVerb.EHLO) || e.accepted(SmtpVerb.HELO));
                case AUTH -> assertThat(secret).anyMatch(e -> e.accepted(SmtpVerb.EHLO));
                case RCPT, DATA, BDAT -> assertThat(secret).anyMatch(e -> e.accepted(SmtpVerb.MAIL));
                default -> {}
            }
        });
    }

    @Property
    void thereIsOneHandshakeAtMost(@ForAll("sessions") RandomSession session) {
        long upgrades = session.events().stream()
                .filter(event -> event.accepted(SmtpVerb.STARTTLS))
                .count();
        boolean upgradable =
                session.policy().tls() == TlsMode.OFFERED || session.policy().tls() == TlsMode.REQUIRED;
        assertThat(upgrades).isLessThanOrEqualTo(upgradable ? 1 : 0);
    }

    @Property
    void quitIsAlwaysServed(@ForAll("sessions") RandomSession session) {
        assertThat(session.events())
                .filteredOn(event -> event.verb() == SmtpVerb.QUIT)
                .allMatch(SessionEvent::ok);
    }

    @Property
    void aRefusedCommandChangesNothing(@ForAll("sessions") RandomSession session) {
        assertThat(session.events())
                .filteredOn(event -> !event.ok() && !event.credentialsSeen())
                .allMatch(event -> event.before().equals(event.after()));
    }

    @Property
    void failedLoginsAreCountedOutAndTheLastCloses(@ForAll("sessions") RandomSession session) {
        List<SessionEvent> failed = session.events().stream()
                .filter(event -> event.credentialsSeen() && !event.ok())
                .toList();
        int allowed = session.policy().limits().failedLogins().perConnection();
        assertThat(failed).hasSizeLessThanOrEqualTo(allowed);
        for (int i = 0; i < failed.size(); i++) {
            boolean last = i == allowed - 1;
            assertThat(failed.get(i).answer()).isEqualTo(last ? "421 4.7.0" : "535 5.7.8");
            assertThat(failed.get(i).closed()).isEqualTo(last);
        }
    }

    @Property
    void nobodyLogsInTwice(@ForAll("sessions") RandomSession session) {
        assertThat(session.events())
                .filteredOn(event -> event.accepted(SmtpVerb.AUTH))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Property
    void ehloListsAuthUnderTlsAloneAndOnlyWhereItIsServed(@ForAll("sessions") RandomSession session) {
        forEach(session, (event, past) -> event.accepted(SmtpVerb.EHLO), (event, past) -> {
            boolean served = session.policy().auth() == AuthMode.REQUIRED && !loggedIn(past);
            assertThat(event.authListed()).isEqualTo(underTls(session, past) && served);
        });
    }

    @Property
    void ehloListsStartTlsInClearAloneAndOnlyWhereItIsServed(@ForAll("sessions") RandomSession session) {
        forEach(session, (event, past) -> event.accepted(SmtpVerb.EHLO), (event, past) -> {
            boolean served = session.policy().tls() == TlsMode.OFFERED
                    || session.policy().tls() == TlsMode.REQUIRED;
            assertThat(event.startTlsListed()).isEqualTo(!underTls(session, past) && served);
        });
    }

    @Property
    void aStrangerOnAPinnedRelayIsRefusedAllButQuit(@ForAll("sessions") RandomSession session) {
        if (session.policy().relay() == RelayRule.PINNED) {
            forEach(session, (event, past) -> strangerUnderTls(session, event, past), (event, past) -> {
                String refused = event.after().peer() == ClientPinStatus.PINS_UNREADABLE ? "451 4.3.0" : "554 5.7.1";
                assertThat(event.answer()).isEqualTo(event.verb() == SmtpVerb.QUIT ? "ok" : refused);
            });
        }
    }

    @Property
    void aTransactionHasItsOrder(@ForAll("sessions") RandomSession session) {
        forEach(session, (event, past) -> event.ok(), (event, past) -> {
            List<SessionEvent> open = transaction(past);
            switch (event.verb()) {
                case MAIL -> assertThat(open).isEmpty();
                case RCPT -> assertThat(open).isNotEmpty();
                case DATA ->
                    assertThat(open).anyMatch(e -> e.accepted(SmtpVerb.RCPT)).noneMatch(e -> e.accepted(SmtpVerb.BDAT));
                case BDAT -> assertThat(open).anyMatch(e -> e.accepted(SmtpVerb.RCPT));
                default -> {}
            }
        });
    }

    @Property
    void aTransactionHasNoMoreRecipientsThanItMay(@ForAll("sessions") RandomSession session) {
        forEach(session, (event, past) -> event.accepted(SmtpVerb.RCPT), (event, past) -> {
            assertThat(transaction(past))
                    .filteredOn(e -> e.accepted(SmtpVerb.RCPT))
                    .hasSizeLessThan(session.policy().limits().messages().recipients());
        });
    }

    @Property
    void noMessageIsAnnouncedLargerThanItMayBe(@ForAll("sessions") RandomSession session) {
        assertThat(session.events())
                .filteredOn(event -> event.accepted(SmtpVerb.MAIL))
                .allMatch(event -> event.action().bytes()
                        <= session.policy().limits().messages().octets());
    }

    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void theSessionsAreNotTrivial(@ForAll("sessions") RandomSession session) {
        count(session, "accepts mail", event -> event.accepted(SmtpVerb.DATA));
        count(session, "relays", EverySmtpSessionTest::relayed);
        count(session, "logs in", event -> event.accepted(SmtpVerb.AUTH));
        count(session, "fails to log in too often", event -> event.answer().equals("421 4.7.0"));
        count(session, "is a stranger", event -> event.answer().equals("554 5.7.1"));
        count(session, "is denied relaying", event -> event.answer().equals("550 5.7.1"));
        count(session, "is somebody else", event -> event.answer().equals("553 5.7.1"));
    }

    private static void count(RandomSession session, String what, Predicate<SessionEvent> found) {
        Statistics.label(what)
                .collect(session.events().stream().anyMatch(found))
                .coverage(coverage -> coverage.check(true).percentage(percent -> percent > 1));
    }

    private static boolean relayed(SessionEvent event) {
        return event.accepted(SmtpVerb.RCPT) && event.action().recipient() == RecipientAddressClass.REMOTE;
    }

    private static boolean tlsDemanded(RandomSession session) {
        return session.policy().tls() == TlsMode.REQUIRED || session.policy().tls() == TlsMode.IMPLICIT;
    }

    private static boolean underTls(RandomSession session, List<SessionEvent> past) {
        return session.policy().tls() == TlsMode.IMPLICIT || sinceHandshake(past) != null;
    }

    private static boolean loggedIn(List<SessionEvent> past) {
        return past.stream().anyMatch(event -> event.accepted(SmtpVerb.AUTH));
    }

    private static boolean pinnedAtLastMail(List<SessionEvent> past) {
        return lastOf(past, SmtpVerb.MAIL).action().peer().pinned();
    }

    /** Whether the client's key was no accepted pin when the server last had to look: at the handshake, and at every MAIL since. */
    private static boolean strangerUnderTls(RandomSession session, SessionEvent event, List<SessionEvent> past) {
        if (!underTls(session, past)) {
            return false;
        }
        if (event.verb() == SmtpVerb.MAIL) {
            return !event.action().peer().pinned();
        }
        SessionEvent checked =
                session.policy().tls() == TlsMode.IMPLICIT ? (past.isEmpty() ? event : past.get(0)) : null;
        for (SessionEvent earlier : past) {
            boolean upgrade = earlier.accepted(SmtpVerb.STARTTLS);
            boolean mailUnderTls = checked != null && earlier.verb() == SmtpVerb.MAIL;
            checked = upgrade || mailUnderTls ? earlier : checked;
        }
        return !checked.action().peer().pinned();
    }

    /** What happened since the last STARTTLS that was accepted; null if there was none. */
    private static List<SessionEvent> sinceHandshake(List<SessionEvent> past) {
        for (int i = past.size() - 1; i >= 0; i--) {
            if (past.get(i).accepted(SmtpVerb.STARTTLS)) {
                return past.subList(i + 1, past.size());
            }
        }
        return null;
    }

    /** The events from the MAIL of the open transaction on; empty if none is open. */
    private static List<SessionEvent> transaction(List<SessionEvent> past) {
        int start = -1;
        for (int i = 0; i < past.size(); i++) {
            SessionEvent event = past.get(i);
            if (event.accepted(SmtpVerb.MAIL)) {
                start = i;
            } else if (event.ok() && endsTransaction(event)) {
                start = -1;
            }
        }
        return start < 0 ? List.of() : past.subList(start, past.size());
    }

    private static boolean endsTransaction(SessionEvent event) {
        boolean lastChunk = event.verb() == SmtpVerb.BDAT && !event.action().hasArgument();
        return lastChunk
                || Set.of(SmtpVerb.RSET, SmtpVerb.DATA, SmtpVerb.EHLO, SmtpVerb.HELO, SmtpVerb.STARTTLS)
                        .contains(event.verb());
    }

    private static SessionEvent lastOf(List<SessionEvent> past, SmtpVerb verb) {
        return past.stream()
                .filter(event -> event.accepted(verb))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static void forEach(RandomSession session, Check.Condition condition, Check check) {
        for (int i = 0; i < session.events().size(); i++) {
            SessionEvent event = session.events().get(i);
            List<SessionEvent> past = session.events().subList(0, i);
            if (condition.holds(event, past)) {
                check.that(event, past);
            }
        }
    }

    private interface Check {
        void that(SessionEvent event, List<SessionEvent> past);

        interface Condition {
            boolean holds(SessionEvent event, List<SessionEvent> past);
        }
    }
}
