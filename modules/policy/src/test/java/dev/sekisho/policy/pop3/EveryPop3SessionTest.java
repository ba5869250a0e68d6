// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.PolicyArbitraries;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.TlsMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** What holds for every sequence of commands under every policy that speaks POP3, stated over what happened on the connection. */
@PropertyDefaults(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
class EveryPop3SessionTest {
    private static final Set<Pop3Verb> MAILDROP = EnumSet.range(Pop3Verb.STAT, Pop3Verb.RSET);

    private enum Credentials {
        GOOD,
        BAD,
        GOOD_BUT_MAILDROP_IN_USE
    }

    private record Action(Pop3Verb verb, boolean hasArgument, Credentials credentials) {}

    private record Event(
            Action action,
            String answer,
            boolean credentialsSeen,
            List<String> capabilities,
            Pop3State before,
            Pop3State after,
            boolean closed) {
        Pop3Verb verb() {
            return action.verb();
        }

        boolean ok() {
            return answer.equals("+OK");
        }
    }

    private record Session(PortPolicy policy, List<Event> events) {}

    @Provide
    Arbitrary<Session> sessions() {
        Arbitrary<Pop3Verb> verbs = Arbitraries.oneOf(
                Arbitraries.of(Pop3Verb.class),
                Arbitraries.of(Pop3Verb.STLS, Pop3Verb.USER, Pop3Verb.PASS, Pop3Verb.AUTH, Pop3Verb.CAPA));
        Arbitrary<Action> actions = Combinators.combine(
                        verbs, Arbitraries.of(true, false), Arbitraries.of(Credentials.class))
                .as(Action::new);
        return Combinators.combine(
                        PolicyArbitraries.speaking(Protocol.POP3),
                        actions.list().ofMaxSize(30))
                .as((policy, list) -> new Session(policy, watch(policy, list)));
    }

    @Property
    void noCredentialIsLookedAtInClear(@ForAll("sessions") Session session) {
        for (Event event : session.events()) {
            if (event.credentialsSeen()) {
                assertThat(underTls(session, event)).isTrue();
            }
        }
    }

    @Property
    void loginsInClearAreToldToBeginTls(@ForAll("sessions") Session session) {
        Set<Pop3Verb> logins = EnumSet.of(Pop3Verb.USER, Pop3Verb.PASS, Pop3Verb.APOP, Pop3Verb.AUTH);
        assertThat(session.events())
                .filteredOn(event -> !underTls(session, event) && logins.contains(event.verb()))
                .allMatch(event -> event.answer().startsWith("-ERR [SYS/PERM]"));
    }

    @Property
    void theMaildropIsServedToWhomeverLoggedInAlone(@ForAll("sessions") Session session) {
        for (Event event : session.events()) {
            if (MAILDROP.contains(event.verb())) {
                assertThat(event.ok()).isEqualTo(loggedIn(session, event));
            }
        }
    }

    @Property
    void aUserNamedBeforeTlsIsForgotten(@ForAll("sessions") Session session) {
        for (Event event : session.events()) {
            if (event.verb() == Pop3Verb.PASS && event.credentialsSeen()) {
                List<Event> past = past(session, event);
                int handshake = lastIndex(past, Pop3Verb.STLS);
                assertThat(lastIndex(past, Pop3Verb.USER)).isGreaterThan(handshake);
            }
        }
    }

    @Property
    void oneUserHasOnePass(@ForAll("sessions") Session session) {
        for (Event event : session.events()) {
            if (event.verb() == Pop3Verb.PASS && event.credentialsSeen()) {
                List<Event> past = past(session, event);
                List<Event> sinceUser = past.subList(lastIndex(past, Pop3Verb.USER) + 1, past.size());
                assertThat(sinceUser).noneMatch(Event::credentialsSeen);
            }
        }
    }

    @Property
    void quitAndCapaAreAlwaysServed(@ForAll("sessions") Session session) {
        assertThat(session.events())
                .filteredOn(event -> event.verb() == Pop3Verb.QUIT || event.verb() == Pop3Verb.CAPA)
                .allMatch(Event::ok);
    }

    @Property
    void aRefusedCommandChangesNothing(@ForAll("sessions") Session session) {
        assertThat(session.events())
                .filteredOn(event -> !event.ok() && !event.credentialsSeen())
                .allMatch(event -> event.before().equals(event.after()));
    }

    @Property
    void failedLoginsAreCountedOutAndTheLastCloses(@ForAll("sessions") Session session) {
        List<Event> failed = session.events().stream()
                .filter(event -> event.answer().startsWith("-ERR [AUTH]"))
                .toList();
        int allowed = session.policy().limits().failedLogins().perConnection();
        assertThat(failed).hasSizeLessThanOrEqualTo(allowed);
        for (int i = 0; i < failed.size(); i++) {
            assertThat(failed.get(i).closed()).isEqualTo(i == allowed - 1);
        }
    }

    @Property
    void capaTellsTheTruthAboutTls(@ForAll("sessions") Session session) {
        for (Event event : session.events()) {
            if (event.verb() == Pop3Verb.CAPA) {
                boolean upgradable = EnumSet.of(TlsMode.OFFERED, TlsMode.REQUIRED)
                        .contains(session.policy().tls());
                boolean tls = underTls(session, event);
                assertThat(event.capabilities().contains("STLS")).isEqualTo(!tls && upgradable);
                assertThat(event.capabilities().contains("USER")).isEqualTo(tls);
                assertThat(event.capabilities().contains("SASL PLAIN")).isEqualTo(tls);
            }
        }
    }

    @Property
    void nobodyLogsInTwiceOrUpgradesTwice(@ForAll("sessions") Session session) {
        assertThat(session.events())
                .filteredOn(event -> event.credentialsSeen() && event.ok())
                .hasSizeLessThanOrEqualTo(1);
        assertThat(session.events())
                .filteredOn(event -> event.verb() == Pop3Verb.STLS && event.ok())
                .hasSizeLessThanOrEqualTo(1);
    }

    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void theSessionsAreNotTrivial(@ForAll("sessions") Session session) {
        Statistics.label("logs in")
                .collect(session.events().stream().anyMatch(event -> event.credentialsSeen() && event.ok()))
                .coverage(coverage -> coverage.check(true).percentage(percent -> percent > 10));
        Statistics.label("fails too often")
                .collect(session.events().stream()
                        .anyMatch(event -> event.closed() && event.answer().startsWith("-ERR")))
                .coverage(coverage -> coverage.check(true).percentage(percent -> percent > 1));
    }

    private static List<Event> watch(PortPolicy policy, List<Action> actions) {
        Pop3Checkpoint checkpoint = new Pop3Checkpoint(policy);
        List<Event> events = new ArrayList<>();
        Pop3State state = Pop3State.connected(policy.tls() == TlsMode.IMPLICIT);
        for (Action action : actions) {
            Event event = see(checkpoint, state, action);
            events.add(event);
            state = event.after();
            if (event.closed()) {
                break;
            }
        }
        return events;
    }

    private static Event see(Pop3Checkpoint checkpoint, Pop3State state, Action action) {
        Pop3Decision decision = checkpoint.decide(state, action.verb(), action.hasArgument());
        if (decision instanceof Pop3Decision.Refuse refused) {
            return new Event(action, refused.reason().reply(), false, List.of(), state, state, false);
        }
        boolean login = action.verb() == Pop3Verb.PASS || action.verb() == Pop3Verb.AUTH;
        if (login && action.credentials() == Credentials.BAD) {
            Pop3Refusal bad = checkpoint.failedAuth(state);
            return new Event(action, bad.reply(), true, List.of(), state, state.afterFailedAuth(), bad.closes());
        }
        if (login && action.credentials() == Credentials.GOOD_BUT_MAILDROP_IN_USE) {
            String reply = Pop3Refusal.MAILDROP_IN_USE.reply();
            return new Event(action, reply, true, List.of(), state, state.afterMaildropInUse(), false);
        }
        Pop3State after = switch (action.verb()) {
            case STLS -> state.afterStls();
            case USER -> state.afterUser();
            case PASS, AUTH -> state.afterAuth();
            default -> state;
        };
        List<String> listed = action.verb() == Pop3Verb.CAPA ? checkpoint.capabilities(state) : List.of();
        return new Event(action, "+OK", login, listed, state, after, action.verb() == Pop3Verb.QUIT);
    }

    private static boolean underTls(Session session, Event event) {
        return session.policy().tls() == TlsMode.IMPLICIT || lastIndex(past(session, event), Pop3Verb.STLS) >= 0;
    }

    private static boolean loggedIn(Session session, Event event) {
        return past(session, event).stream().anyMatch(earlier -> earlier.credentialsSeen() && earlier.ok());
    }

    /** What happened before this very event (events may be equal, so it is looked for by identity). */
    private static List<Event> past(Session session, Event event) {
        int index = 0;
        while (session.events().get(index) != event) {
            index++;
        }
        return session.events().subList(0, index);
    }

    private static int lastIndex(List<Event> past, Pop3Verb verb) {
        for (int i = past.size() - 1; i >= 0; i--) {
            if (past.get(i).verb() == verb && past.get(i).ok()) {
                return i;
            }
        }
        return -1;
    }
}
