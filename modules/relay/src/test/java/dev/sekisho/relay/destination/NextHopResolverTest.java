// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.route.NextHop;
import dev.sekisho.relay.destination.ResolvedServers.Server;
import dev.sekisho.relay.dns.DnsLookup.Mx;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NextHopResolverTest {
    private final FakeDns names = new FakeDns();
    private final NextHopResolver search = new NextHopResolver(names, "us.example", new Random(1));

    private ResolvedServers mx(String domain) {
        return search.of(new NextHop.Mx(25), domain);
    }

    private static List<String> addresses(ResolvedServers servers) {
        return ((ResolvedServers.Known) servers)
                .all().stream()
                        .map(Server::address)
                        .map(each -> each.getAddress().getHostAddress())
                        .toList();
    }

    private static String refusal(ResolvedServers servers) {
        return ((ResolvedServers.Nobody) servers).reply().toString();
    }

    @Test
    void asksThePreferredFirstAndAllTheirAddresses() {
        names.mx("x.example", new Mx(20, "b.x.example"), new Mx(10, "a.x.example"));
        names.address("a.x.example", "2001:db8::1", "192.0.2.1").address("b.x.example", "192.0.2.2");
        assertThat(addresses(mx("x.example"))).containsExactly("2001:db8:0:0:0:0:0:1", "192.0.2.1", "192.0.2.2");
    }

    @Test
    void asksFiveAddressesAtMost() {
        names.mx("x.example", new Mx(10, "a.x.example"), new Mx(20, "b.x.example"));
        names.address("a.x.example", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4");
        names.address("b.x.example", "192.0.2.5", "192.0.2.6");
        assertThat(addresses(mx("x.example")))
                .containsExactly("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5");
    }

    @Test
    void manyAddressesOfOneFamilyDoNotHideTheOther() {
        names.none("x.example");
        names.address(
                "x.example",
                "2001:db8::1",
                "2001:db8::2",
                "2001:db8::3",
                "2001:db8::4",
                "2001:db8::5",
                "192.0.2.1",
                "192.0.2.2");
        assertThat(addresses(mx("x.example")))
                .containsExactly(
                        "2001:db8:0:0:0:0:0:1",
                        "192.0.2.1",
                        "2001:db8:0:0:0:0:0:2",
                        "192.0.2.2",
                        "2001:db8:0:0:0:0:0:3");
    }

    @Test
    void aDomainWithoutMxIsItsOwn() {
        names.address("x.example", "192.0.2.1");
        names.none("x.example");
        assertThat(addresses(mx("x.example"))).containsExactly("192.0.2.1");
    }

    @Test
    void aNullMxTakesNoMail() {
        names.mx("x.example", new Mx(0, ""));
        names.address("x.example", "192.0.2.1");
        assertThat(refusal(mx("x.example"))).startsWith("556 5.1.10");
    }

    @Test
    void aDomainThatDoesNotExistTakesNoMail() {
        assertThat(refusal(mx("x.example"))).startsWith("550 5.1.2");
    }

    @Test
    void whatTheDnsCannotTellNowIsForLater() {
        names.failing("x.example");
        assertThat(mx("x.example")).isInstanceOf(ResolvedServers.NotNow.class);
    }

    @Test
    void serversBehindUsAreNotAsked() {
        names.mx("x.example", new Mx(10, "a.x.example"), new Mx(20, "us.example"), new Mx(30, "c.x.example"));
        names.address("a.x.example", "192.0.2.1").address("c.x.example", "192.0.2.3");
        assertThat(addresses(mx("x.example"))).containsExactly("192.0.2.1");
    }

    @Test
    void mailThatWouldComeBackIsRefused() {
        names.mx("x.example", new Mx(10, "us.example"), new Mx(20, "b.x.example"));
        assertThat(refusal(mx("x.example"))).startsWith("554 5.4.6");
    }

    @Test
    void addressLiteralsNeedNoDns() {
        assertThat(addresses(mx("[192.0.2.7]"))).containsExactly("192.0.2.7");
        assertThat(addresses(mx("[ipv6:2001:db8::7]"))).containsExactly("2001:db8:0:0:0:0:0:7");
        assertThat(refusal(mx("[what.example]"))).startsWith("550 5.1.2");
    }

    @Test
    void aSmarthostThatHasNoAddressNowIsForLater() {
        NextHop smarthost = new NextHop.Smarthost("smtp.example", 587, NextHop.Tls.STARTTLS);
        assertThat(search.of(smarthost, "smtp.example:587")).isInstanceOf(ResolvedServers.NotNow.class);
    }

    @Test
    void aSmarthostNamedByItsAddressNeedsNoDns() {
        NextHop smarthost = new NextHop.Smarthost("127.0.0.9", 587, NextHop.Tls.STARTTLS);
        assertThat(search.of(smarthost, "127.0.0.9:587"))
                .isEqualTo(new ResolvedServers.Known(
                        List.of(new ResolvedServers.Server("127.0.0.9", new InetSocketAddress("127.0.0.9", 587)))));
    }
}
