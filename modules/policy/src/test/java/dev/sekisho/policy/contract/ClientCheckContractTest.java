// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.client.ClientArbitraries;
import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.client.ClientNameLookup;
import dev.sekisho.policy.client.DnsBlockList;
import dev.sekisho.policy.client.DnsList;
import dev.sekisho.policy.client.DnsListAnswers;
import dev.sekisho.policy.client.Greylisting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ClientCheckContractTest {
    private static final PortPolicy CHECKING = BuiltInPolicies.MX.withClientChecks(new ClientChecks(
            List.of(new DnsBlockList(list("one.example"), 2), new DnsBlockList(list("two.example"), 1)),
            3,
            List.of(list("allow.example")),
            new ClientNameLookup(true, 1),
            new Greylisting(
                    Greylisting.Clients.SUSPICIOUS, Duration.ofMinutes(5), Duration.ofDays(2), Duration.ofDays(35), 5),
            List.of()));

    @Test
    void explainsWhatEachListAndEachAttemptLeadsTo() {
        assertThat(rows(CHECKING)).contains("""
                RCPT, client in one.example, weight 2 of 3: 250 2.1.5
                RCPT, client in two.example, weight 1 of 3: 250 2.1.5
                RCPT, client in all of these lists: 554 5.7.1
                RCPT to a postmaster, client in all lists: 250 2.1.5
                RCPT, client in allow.example: 250 2.1.5
                RCPT, client without a confirmed name, weight 1 of 3: 250 2.1.5
                RCPT of a client with a weight, first attempt of client, sender and recipient: 451 4.7.1
                RCPT of a client with a weight, again before 300 s: 451 4.7.1
                RCPT of a client with a weight, again after 300 s: 250 2.1.5
                RCPT of a client with a weight, client accepted 5 times before: 250 2.1.5
                """);
    }

    @Test
    void aTrustedNetworkIsNotChecked() {
        assertThat(PortContract.of(CHECKING, true, Optional.empty()))
                .noneMatch(row -> row.says().contains("client in"))
                .anyMatch(row -> row.provable() && row.says().equals("RCPT to a local user"));
    }

    @Test
    void whatACheckMayRefuseIsNotProved() {
        assertThat(PortContract.of(CHECKING))
                .filteredOn(row -> row.says().startsWith("RCPT to"))
                .isNotEmpty()
                .noneMatch(ContractRow::provable);
    }

    @Provide
    Arbitrary<PortPolicy> checking() {
        return ClientArbitraries.checks().map(BuiltInPolicies.MX::withClientChecks);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void noRowIsPromisedTwice(@ForAll("checking") PortPolicy policy) {
        assertThat(PortContract.of(policy))
                .extracting(row -> row.state() + row.says())
                .doesNotHaveDuplicates();
    }

    private static String rows(PortPolicy policy) {
        return PortContract.of(policy).stream()
                .filter(row -> row.state().equals("clear"))
                .map(row -> row.says() + ": " + row.expected().text() + "\n")
                .collect(Collectors.joining());
    }

    private static DnsList list(String zone) {
        return new DnsList(new DomainName(zone), DnsListAnswers.USUAL, zone);
    }
}
