// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.client.ClientArbitraries;
import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.client.ClientFacts;
import dev.sekisho.policy.client.ClientName;
import dev.sekisho.policy.client.ClientNameLookup;
import dev.sekisho.policy.client.DnsBlockList;
import dev.sekisho.policy.client.DnsList;
import dev.sekisho.policy.client.DnsListAnswers;
import dev.sekisho.policy.client.DnsListing;
import dev.sekisho.policy.client.GreylistVerdict;
import dev.sekisho.policy.client.Greylisting;
import dev.sekisho.policy.pin.ClientPinStatus;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

@PropertyDefaults(tries = 500, edgeCases = EdgeCasesMode.NONE)
class SmtpClientCheckpointTest {
    private static final DnsList ONE = list("one.example");
    private static final DnsList TWO = list("two.example");
    private static final DnsList ALLOW = list("allow.example");
    private static final SmtpState STRANGER =
            SmtpState.connected(false, false).afterGreeting(Greeting.EHLO).afterMail();
    private static final SmtpClientCheckpoint PORT = new SmtpClientCheckpoint(mx(new ClientChecks(
            List.of(new DnsBlockList(ONE, 2), new DnsBlockList(TWO, 1)),
            3,
            List.of(ALLOW),
            new ClientNameLookup(true, 3),
            Greylisting.OFF,
            List.of())));

    /** Checks and what is known of a client under them. */
    record Case(PortPolicy policy, ClientFacts facts) {
        SmtpClientCheckpoint port() {
            return new SmtpClientCheckpoint(policy);
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return ClientArbitraries.checks()
                .flatMap(checks -> ClientArbitraries.facts(checks).map(facts -> new Case(mx(checks), facts)));
    }

    @Provide
    Arbitrary<SmtpState> known() {
        PinnedPeer peer = PinnedPeer.of("peer", Pin.ofSpki(new byte[0]), PinState.ACTIVE);
        return Arbitraries.of(
                SmtpState.connected(false, true).afterMail(),
                STRANGER.afterAuth(),
                STRANGER.withPeer(new ClientPinStatus.Pinned(peer)));
    }

    @Test
    void theSumOfTheWeightsIsComparedWithTheThreshold() {
        assertThat(decide(facts(listed(ONE)))).isEqualTo(SmtpDecision.ALLOW);
        assertThat(decide(facts(listed(ONE), listed(TWO)))).isEqualTo(SmtpDecision.refuse(SmtpRefusal.CLIENT_LISTED));
        assertThat(SmtpRefusal.CLIENT_LISTED.reply().codes()).isEqualTo("554 5.7.1");
    }

    @Test
    void theReplyNamesTheLists() {
        assertThat(PORT.reply(SmtpRefusal.CLIENT_LISTED, facts(listed(ONE), listed(TWO)))
                        .line())
                .isEqualTo("554 5.7.1 Client address is on a DNS list: one.example, two.example");
    }

    @Test
    void anUnconfirmedNameHasARefusalOfItsOwn() {
        ClientFacts nameless = new ClientFacts(true, List.of(), List.of(), ClientName.UNCONFIRMED);

        assertThat(decide(nameless)).isEqualTo(SmtpDecision.refuse(SmtpRefusal.CLIENT_NAME_UNCONFIRMED));
        assertThat(PORT.reply(SmtpRefusal.CLIENT_NAME_UNCONFIRMED, nameless).codes())
                .isEqualTo("550 5.7.25");
    }

    @Test
    void aPostmasterIsReachedByEverybody() {
        assertThat(PORT.decide(STRANGER, facts(listed(ONE), listed(TWO)), true)).isEqualTo(SmtpDecision.ALLOW);
    }

    @Test
    void nothingIsAskedWhereNothingIsConfigured() {
        assertThat(new SmtpClientCheckpoint(BuiltInPolicies.MX).asksClient(STRANGER))
                .isFalse();
    }

    @Test
    void clientsAreCheckedWhereAnyServerMayDeliverAlone() {
        ClientChecks checks = new ClientChecks(
                List.of(new DnsBlockList(ONE, 1)), 1, List.of(), ClientNameLookup.NONE, Greylisting.OFF, List.of());

        assertThatThrownBy(() -> BuiltInPolicies.SUBMISSION.withClientChecks(checks))
                .hasMessageContaining("where any server may deliver, and nowhere else");
    }

    @Property
    void whoIsKnownIsNeitherRefusedNorDeferred(@ForAll("cases") Case of, @ForAll("known") SmtpState state) {
        assertThat(of.port().decide(state, of.facts(), false)).isEqualTo(SmtpDecision.ALLOW);
        assertThat(of.port().asksGreylist(state, of.facts(), false)).isFalse();
        assertThat(of.port().asksClient(state)).isFalse();
    }

    @Property
    void whoIsOnAnAllowListIsNeitherRefusedNorDeferred(@ForAll("cases") Case of) {
        List<DnsListing> allowed = new ArrayList<>(of.facts().allowed());
        allowed.add(listed(ALLOW));
        ClientFacts facts =
                new ClientFacts(true, of.facts().blocked(), allowed, of.facts().name());

        assertThat(of.port().decide(STRANGER, facts, false)).isEqualTo(SmtpDecision.ALLOW);
        assertThat(of.port().asksGreylist(STRANGER, facts, false)).isFalse();
    }

    @Property
    void mailToAPostmasterIsNeitherRefusedNorDeferred(@ForAll("cases") Case of) {
        assertThat(of.port().decide(STRANGER, of.facts(), true)).isEqualTo(SmtpDecision.ALLOW);
        assertThat(of.port().asksGreylist(STRANGER, of.facts(), true)).isFalse();
    }

    @Property
    void whatIsUnknownRefusesNobody(@ForAll("cases") Case of) {
        List<DnsListing> silent = of.facts().blocked().stream()
                .map(each -> each.list().unknown(""))
                .toList();
        ClientFacts facts = new ClientFacts(true, silent, List.of(), ClientName.UNKNOWN);

        assertThat(of.port().decide(STRANGER, facts, false)).isEqualTo(SmtpDecision.ALLOW);
    }

    @Property
    void aFurtherEntryInABlockListMakesNoRefusedClientAllowed(@ForAll("cases") Case of) {
        List<DnsListing> all =
                of.facts().blocked().stream().map(each -> listed(each.list())).toList();
        ClientFacts worse =
                new ClientFacts(true, all, of.facts().allowed(), of.facts().name());

        boolean before = of.port().decide(STRANGER, of.facts(), false).allowed();
        boolean after = of.port().decide(STRANGER, worse, false).allowed();

        assertThat(before || !after).isTrue();
    }

    @Property
    void whoIsRefusedHasAtLeastTheThreshold(@ForAll("cases") Case of) {
        ClientChecks checks = of.policy().clientChecks();
        int sum = checks.weight(of.facts()).sum();

        assertThat(of.port().decide(STRANGER, of.facts(), false).allowed()).isEqualTo(sum < checks.threshold());
        assertThat(sum).isLessThanOrEqualTo(checks.largestWeight());
    }

    @Property
    void whoIsNotExaminedIsAllowed(@ForAll("cases") Case of) {
        assertThat(of.port().decide(STRANGER, ClientFacts.NOT_EXAMINED, false)).isEqualTo(SmtpDecision.ALLOW);
        assertThat(of.port().asksGreylist(STRANGER, ClientFacts.NOT_EXAMINED, false))
                .isFalse();
    }

    @Property
    void aDeferredAttemptIsToBeMadeAgain(@ForAll("verdicts") GreylistVerdict verdict) {
        SmtpDecision decision = PORT.decide(verdict);

        assertThat(decision)
                .isEqualTo(verdict.defers() ? SmtpDecision.refuse(SmtpRefusal.GREYLISTED) : SmtpDecision.ALLOW);
        assertThat(SmtpRefusal.GREYLISTED.reply().codes()).isEqualTo("451 4.7.1");
    }

    @Provide
    Arbitrary<GreylistVerdict> verdicts() {
        return Arbitraries.of(GreylistVerdict.class);
    }

    private static SmtpDecision decide(ClientFacts facts) {
        return PORT.decide(STRANGER, facts, false);
    }

    private static ClientFacts facts(DnsListing... blocked) {
        return new ClientFacts(true, List.of(blocked), List.of(), ClientName.confirmed("mx.example"));
    }

    private static DnsListing listed(DnsList list) {
        return new DnsListing(list, DnsListing.Status.LISTED, "127.0.0.2");
    }

    private static DnsList list(String zone) {
        return new DnsList(new DomainName(zone), DnsListAnswers.USUAL, zone);
    }

    private static PortPolicy mx(ClientChecks checks) {
        return BuiltInPolicies.MX.withClientChecks(checks);
    }
}
