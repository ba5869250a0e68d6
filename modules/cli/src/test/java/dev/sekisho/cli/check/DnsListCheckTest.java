// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.james.JamesSettings;
import dev.sekisho.config.listener.Banner;
import dev.sekisho.config.listener.ListedRecipients;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.listener.ListenerSocket;
import dev.sekisho.config.listener.PolicyLists;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.client.ClientNameLookup;
import dev.sekisho.policy.client.DnsBlockList;
import dev.sekisho.policy.client.DnsList;
import dev.sekisho.policy.client.DnsListAnswers;
import dev.sekisho.policy.client.Greylisting;
import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.relay.dns.DnsLookup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DnsListCheckTest {
    /** A DNS with these addresses. */
    private record Zone(Map<String, String> addresses) implements DnsLookup {
        @Override
        public Answer<Mx> mx(String domain) {
            return new Answer.None<>();
        }

        @Override
        public Answer<InetAddress> addresses(String host) {
            String address = addresses.get(host);
            try {
                return address == null
                        ? new Answer.NoName<>()
                        : new Answer.Found<>(List.of(InetAddress.getByName(address)));
            } catch (UnknownHostException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void nothingIsSaidOfAListThatIsInUse() {
        assertThat(problems(new Zone(Map.of("2.0.0.127.bl.example", "127.0.0.2"))))
                .isEmpty();
    }

    @Test
    void warnsOfAListThatListsEverybody() {
        assertThat(problems(new Zone(Map.of("2.0.0.127.bl.example", "127.0.0.2", "1.0.0.127.bl.example", "127.0.0.2"))))
                .singleElement()
                .asString()
                .contains("test.xml", "listener mx", "the DNS list bl.example lists 127.0.0.1");
    }

    @Test
    void warnsOfAListThatHasNoTestEntry() {
        assertThat(problems(new Zone(Map.of())))
                .singleElement()
                .asString()
                .contains("the DNS list bl.example has no entry for 127.0.0.2");
    }

    @Test
    void warnsOfAListThatWasGivenUpAndAnswersForEverything() {
        assertThat(problems(new Zone(Map.of("2.0.0.127.bl.example", "192.0.2.80"))))
                .singleElement()
                .asString()
                .contains("cannot be used: it answered 192.0.2.80, which is not in 127.0.0.0/8");
    }

    @Test
    void warnsOfAListThatRefusesTheQuestionsOfThisServer() {
        assertThat(problems(new Zone(Map.of("2.0.0.127.bl.example", "127.255.255.254"))))
                .singleElement()
                .asString()
                .contains("it answered 127.255.255.254, an error code");
    }

    @Test
    void warnsOfAListThatDoesNotAnswer() {
        assertThat(problems(new SilentNames())).singleElement().asString().contains("cannot be used: nobody answers");
    }

    @Test
    void asksNothingWhereNothingIsConfigured() {
        assertThat(new DnsListCheck(List.of(listener(ClientChecks.NONE)), new SilentNames()).problems())
                .isEmpty();
    }

    private static List<String> problems(DnsLookup names) {
        DnsList list = new DnsList(new DomainName("bl.example"), DnsListAnswers.USUAL, "bl.example");
        ClientChecks checks = new ClientChecks(
                List.of(new DnsBlockList(list, 1)), 1, List.of(), ClientNameLookup.NONE, Greylisting.OFF, List.of());
        return new DnsListCheck(List.of(listener(checks)), names)
                .problems().stream().map(Object::toString).toList();
    }

    private static ListenerConfiguration listener(ClientChecks checks) {
        return new ListenerConfiguration(
                new ListenerName("mx"),
                BuiltInPolicies.MX.withClientChecks(checks),
                new ListenerSocket(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 25)), 25, 100),
                true,
                new Banner("mx.example.org", Optional.empty()),
                new PolicyLists(new ListedRecipients(Set.of(), Set.of()), PinSet.EMPTY, Map.of()),
                new JamesSettings(List.of(), ""),
                SourcePosition.ofFile("test.xml"));
    }
}
