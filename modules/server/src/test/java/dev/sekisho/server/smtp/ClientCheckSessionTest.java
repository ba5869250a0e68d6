// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.client.ClientNameLookup;
import dev.sekisho.policy.client.DnsBlockList;
import dev.sekisho.policy.client.DnsList;
import dev.sekisho.policy.client.DnsListAnswers;
import dev.sekisho.policy.client.Greylisting;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener that asks the DNS and the greylist about its clients, which here come from 127.0.0.1. */
class ClientCheckSessionTest {
    private static final DnsList ONE = list("one.example");
    private static final DnsList TWO = list("two.example");
    private static final DnsList ALLOW = list("allow.example");
    private static final Greylisting GREYLISTING =
            new Greylisting(Greylisting.Clients.ALL, Duration.ofMinutes(5), Duration.ofDays(2), Duration.ofDays(35), 5);

    @TempDir
    Path directory;

    private ServerStage stage;
    private LoggedEvents logged;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(directory);
        logged = new LoggedEvents();
    }

    @AfterEach
    void close() throws Exception {
        logged.close();
        stage.close();
    }

    @Test
    void aListedClientIsRefusedWithTheNamesOfTheListsAndTheLogHasTheirWeights() throws Exception {
        stage.dns.address("1.0.0.127.one.example", "127.0.0.2").address("1.0.0.127.two.example", "127.0.0.4");
        try (ScriptedClient client = client(lists(3))) {
            client.ask("MAIL FROM:<someone@example.net>", "250")
                    .ask(
                            "RCPT TO:<alice@example.org>",
                            "554 5.7.1 Client address is on a DNS list: one.example, two.example")
                    .ask("RCPT TO:<nobody@example.org>", "554 5.7.1")
                    .ask("RCPT TO:<Postmaster>", "250 2.1.5")
                    .ask("RCPT TO:<postmaster@example.org>", "250 2.1.5");
        }
        LogLine refused = logged.first(LogEvent.RCPT_REFUSED);
        assertThat(LoggedEvents.of(refused, LogKey.REASON)).isEqualTo("client-listed");
        assertThat(LoggedEvents.of(refused, LogKey.LISTED)).isEqualTo("one.example:2,two.example:1");
        assertThat(LoggedEvents.of(refused, LogKey.CLIENT_NAME)).isEqualTo("-");
    }

    @Test
    void aClientBelowTheThresholdIsServedAndTheLogHasItsWeight() throws Exception {
        stage.dns.address("1.0.0.127.one.example", "127.0.0.2");
        try (ScriptedClient client = client(lists(3))) {
            deliver(client);
        }
        assertThat(LoggedEvents.of(logged.first(LogEvent.ACCEPTED), LogKey.LISTED))
                .isEqualTo("one.example:2");
    }

    @Test
    void aClientOnAnAllowListIsServed() throws Exception {
        stage.dns
                .address("1.0.0.127.one.example", "127.0.0.2")
                .address("1.0.0.127.two.example", "127.0.0.2")
                .address("1.0.0.127.allow.example", "127.0.5.1");
        try (ScriptedClient client = client(lists(3))) {
            deliver(client);
        }
    }

    @Test
    void aListThatAnswersForEverythingCountsNothing() throws Exception {
        stage.dns.address("1.0.0.127.one.example", "203.0.113.80").address("1.0.0.127.two.example", "127.255.255.254");
        try (ScriptedClient client = client(lists(1))) {
            deliver(client);
        }
    }

    @Test
    void aListThatHangsCountsNothingAndIsLeftAloneAfterAFewQuestions() throws Exception {
        stage.dns.silent("one.example");
        deliverSixTimes();
        assertThat(asked("one.example")).isEqualTo(3);
        assertThat(asked("two.example")).isEqualTo(6);
    }

    private void deliverSixTimes() throws Exception {
        int port = stage.open(BuiltInPolicies.MX.withClientChecks(lists(1)));
        for (int i = 0; i < 6; i++) {
            try (ScriptedClient client = greeted(port)) {
                deliver(client);
            }
        }
    }

    /** How many questions went to a zone. */
    private long asked(String zone) {
        return stage.dns.asked.stream().filter(name -> name.endsWith(zone)).count();
    }

    @Test
    void aListThatFailsWithoutMakingAnybodyWaitIsAskedEachTime() throws Exception {
        stage.dns.failing("one.example");
        deliverSixTimes();
        assertThat(asked("one.example")).isEqualTo(6);
    }

    @Test
    void anErrorWhileAListOrTheNameIsAskedCountsNothing() throws Exception {
        stage.dns.broken("one.example").broken("127.0.0.1");
        ClientChecks checks = new ClientChecks(
                lists(1).blockLists(),
                1,
                lists(1).allowLists(),
                new ClientNameLookup(true, 1),
                Greylisting.OFF,
                List.of());
        try (ScriptedClient client = client(checks)) {
            deliver(client);
        }
    }

    @Test
    void clientsThatWaitForTheDnsHoldNoWorker() throws Exception {
        stage.dns.silent("one.example");
        int checking = stage.open(BuiltInPolicies.MX.withClientChecks(lists(1)));
        int other = stage.open(BuiltInPolicies.MX);
        List<ScriptedClient> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(greeted(checking)
                    .ask("MAIL FROM:<someone@example.net>", "250")
                    .say("RCPT TO:<alice@example.org>"));
        }
        try (ScriptedClient client = greeted(other)) {
            deliver(client);
        }
        for (ScriptedClient each : waiting) {
            each.expect("250 2.1.5").close();
        }
    }

    @Test
    void theNameOfTheClientIsInReceivedAndInTheLog() throws Exception {
        stage.dns.name("127.0.0.1", "other.example", "mx1.example.net").address("mx1.example.net", "127.0.0.1");
        try (ScriptedClient client = client(names(0))) {
            deliver(client);
        }

        assertThat(stage.queue.mails().get(0).content())
                .startsWith("Received: from client.example (mx1.example.net [127.0.0.1])");
        assertThat(LoggedEvents.of(logged.first(LogEvent.ACCEPTED), LogKey.CLIENT_NAME))
                .isEqualTo("mx1.example.net");
    }

    @Test
    void aNameThatDoesNotLeadBackIsUnknownAndMayBeRefused() throws Exception {
        stage.dns.name("127.0.0.1", "mx1.example.net").address("mx1.example.net", "192.0.2.1");
        try (ScriptedClient client = client(names(1))) {
            client.ask("MAIL FROM:<someone@example.net>", "250").ask("RCPT TO:<alice@example.org>", "550 5.7.25");
        }
        LogLine refused = logged.first(LogEvent.RCPT_REFUSED);
        assertThat(LoggedEvents.of(refused, LogKey.CLIENT_NAME)).isEqualTo("unknown");
        assertThat(LoggedEvents.of(refused, LogKey.LISTED)).isEqualTo("unconfirmed-name:1");
    }

    @Test
    void aNameThatCannotBeLookedUpRefusesNobody() throws Exception {
        stage.dns.silent("127.0.0.1");
        try (ScriptedClient client = client(names(1))) {
            deliver(client);
        }
        assertThat(stage.queue.mails().get(0).content())
                .startsWith("Received: from client.example (unknown [127.0.0.1])");
    }

    @Test
    void theFirstAttemptIsDeferredAndALaterOneAccepted() throws Exception {
        int port = stage.open(BuiltInPolicies.MX.withClientChecks(greylisting()));
        try (ScriptedClient client = greeted(port)) {
            client.ask("MAIL FROM:<someone@example.net>", "250");
            for (int i = 0; i < 25; i++) {
                client.ask("RCPT TO:<alice@example.org>", "451 4.7.1 Greylisted");
            }
            client.ask("RCPT TO:<nobody@example.org>", "550 5.1.1").ask("RCPT TO:<postmaster@example.org>", "250");
        }
        assertThat(stage.greylist.size()).isEqualTo(1);
        assertThat(LoggedEvents.of(logged.first(LogEvent.RCPT_REFUSED), LogKey.REASON))
                .isEqualTo("greylisted");

        stage.greylist.pass(GREYLISTING.delay());
        try (ScriptedClient client = greeted(port)) {
            deliver(client);
        }
    }

    @Test
    void nothingIsAskedAboutClientsOfAnUncheckedNetworkAndByDefault() throws Exception {
        ClientChecks unchecked = new ClientChecks(
                lists(1).blockLists(),
                1,
                List.of(),
                new ClientNameLookup(true, 1),
                GREYLISTING,
                List.of(CidrNetwork.of(new byte[] {127, 0, 0, 0}, 8, "127.0.0.0/8")
                        .orElseThrow()));
        try (ScriptedClient client = client(unchecked);
                ScriptedClient other = client(ClientChecks.NONE)) {
            deliver(client);
            deliver(other);
        }
        assertThat(stage.dns.asked).isEmpty();
        assertThat(stage.greylist.size()).isZero();
    }

    private static void deliver(ScriptedClient client) throws Exception {
        client.ask("MAIL FROM:<someone@example.net>", "250")
                .ask("RCPT TO:<alice@example.org>", "250 2.1.5")
                .ask("DATA", "354")
                .ask("From: <someone@example.net>\r\n\r\nhello\r\n.", "250");
    }

    private ScriptedClient client(ClientChecks checks) throws Exception {
        return greeted(stage.open(BuiltInPolicies.MX.withClientChecks(checks)));
    }

    private static ScriptedClient greeted(int port) throws Exception {
        return ScriptedClient.clear(port).expect("220").ask("EHLO client.example", "250");
    }

    private static ClientChecks lists(int threshold) {
        return new ClientChecks(
                List.of(new DnsBlockList(ONE, 2), new DnsBlockList(TWO, 1)),
                threshold,
                List.of(ALLOW),
                ClientNameLookup.NONE,
                Greylisting.OFF,
                List.of());
    }

    private static ClientChecks names(int weight) {
        return new ClientChecks(
                List.of(), 1, List.of(), new ClientNameLookup(true, weight), Greylisting.OFF, List.of());
    }

    private static ClientChecks greylisting() {
        return new ClientChecks(List.of(), 1, List.of(), ClientNameLookup.NONE, GREYLISTING, List.of());
    }

    private static DnsList list(String zone) {
        return new DnsList(new DomainName(zone), DnsListAnswers.USUAL, zone);
    }
}
