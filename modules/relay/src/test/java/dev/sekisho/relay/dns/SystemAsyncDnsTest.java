// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.relay.dns.DnsLookup.Answer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;

/** Against DNS servers on loopback. */
class SystemAsyncDnsTest {
    private static final int TTL = 300;

    @Test
    void readsAddressesAndAsksOnceForWhatIsKept() throws Exception {
        try (LoopbackDns server = new LoopbackDns(question -> found(a(question.getName(), "127.0.0.2")))) {
            AsyncDns dns = dns(server, 10);

            assertThat(dns.ipv4("9.113.0.203.bl.example").get())
                    .isEqualTo(new Answer.Found<>(List.of(InetAddress.getByName("127.0.0.2"))));
            dns.ipv4("9.113.0.203.bl.example").get();

            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void readsNamesThatAreDelegatedByAnAlias() throws Exception {
        Name classless = name("9.0/25.113.0.203.in-addr.arpa.");
        try (LoopbackDns server = new LoopbackDns(question -> found(
                new CNAMERecord(question.getName(), DClass.IN, TTL, classless),
                new PTRRecord(classless, DClass.IN, TTL, name("mx1.example.net."))))) {

            assertThat(dns(server, 10)
                            .names(InetAddress.getByName("203.0.113.9"))
                            .get())
                    .isEqualTo(new Answer.Found<>(List.of("mx1.example.net")));
            assertThat(server.asked).containsExactly("9.113.0.203.in-addr.arpa. 12");
        }
    }

    @Test
    void keepsThatThereIsNoSuchName() throws Exception {
        Name zone = name("bl.example.");
        SOARecord soa = new SOARecord(zone, DClass.IN, TTL, zone, zone, 1, TTL, TTL, TTL, TTL);
        try (LoopbackDns server = new LoopbackDns(
                question -> Optional.of(new LoopbackDns.Answer(Rcode.NXDOMAIN, List.of(), List.of(soa))))) {
            AsyncDns dns = dns(server, 10);

            assertThat(dns.ipv4("9.113.0.203.bl.example").get()).isInstanceOf(Answer.NoName.class);
            assertThat(dns.ipv4("9.113.0.203.bl.example").get()).isInstanceOf(Answer.NoName.class);
            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void aServerThatFailsTellsNothing() throws Exception {
        try (LoopbackDns server = new LoopbackDns(
                question -> Optional.of(new LoopbackDns.Answer(Rcode.SERVFAIL, List.of(), List.of())))) {
            assertThat(dns(server, 10).ipv4("bl.example").get()).isInstanceOf(Answer.NotNow.class);
        }
    }

    @Test
    void aServerThatHangsHasNoMoreQuestionsThanMayBeUnderWayAndTellsNothingInTheEnd() throws Exception {
        try (LoopbackDns server = new LoopbackDns(question -> Optional.empty())) {
            AsyncDns dns = dns(server, 5);
            List<CompletableFuture<Answer<InetAddress>>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(dns.ipv4("host" + i + ".bl.example"));
            }
            CompletableFuture<Answer<InetAddress>> same = dns.ipv4("host0.bl.example");

            assertThat(all.subList(5, 100)).allMatch(CompletableFuture::isDone);
            for (CompletableFuture<Answer<InetAddress>> each : all) {
                assertThat(each.get()).isInstanceOf(Answer.NotNow.class);
            }
            assertThat(same.get()).isInstanceOf(Answer.NotNow.class);
            assertThat(server.asked.stream().distinct()).hasSizeLessThanOrEqualTo(5);
        }
    }

    @Test
    void whatIsNoNameIsNotAsked() throws Exception {
        try (LoopbackDns server = new LoopbackDns(question -> Optional.empty())) {
            assertThat(dns(server, 10).ipv4("a..b").get()).isInstanceOf(Answer.NoName.class);
            assertThat(server.asked).isEmpty();
        }
    }

    private static AsyncDns dns(LoopbackDns server, int most) throws Exception {
        return SystemAsyncDns.of(List.of(server.resolver()), most);
    }

    private static Optional<LoopbackDns.Answer> found(Record... records) {
        return Optional.of(new LoopbackDns.Answer(Rcode.NOERROR, List.of(records), List.of()));
    }

    private static Record a(Name name, String address) {
        try {
            return new ARecord(name, DClass.IN, TTL, InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text);
        } catch (TextParseException e) {
            throw new AssertionError(e);
        }
    }
}
