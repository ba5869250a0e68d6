// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.relay.dns.DnsLookup;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.material.HostPattern;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedNamesCheckTest {
    @TempDir
    Path folder;

    private Identity identity;

    @BeforeEach
    void makeAnIdentity() {
        HostPattern host = HostPattern.parse("mail.example.org").orElseThrow();
        identity = ((SelfSignedIdentity.Outcome.Made)
                        new SelfSignedIdentity("mail", folder, host, Clock.systemUTC()).ensure())
                .identity();
    }

    private record Published(Map<String, List<String>> exchangers, Map<String, List<String>> services)
            implements DnsLookup {
        @Override
        public Answer<Mx> mx(String domain) {
            List<String> hosts = exchangers.getOrDefault(domain, List.of());
            return hosts.isEmpty()
                    ? new Answer.None<>()
                    : new Answer.Found<>(
                            hosts.stream().map(host -> new Mx(10, host)).toList());
        }

        @Override
        public Answer<String> services(String name) {
            List<String> hosts = services.getOrDefault(name, List.of());
            return hosts.isEmpty() ? new Answer.None<>() : new Answer.Found<>(hosts);
        }

        @Override
        public Answer<InetAddress> addresses(String host) {
            return new Answer.None<>();
        }
    }

    private List<String> problems(DnsLookup names, String... domains) {
        return new PublishedNamesCheck(List.of(identity), List.of(domains), names)
                .problems().stream()
                        .map(problem -> problem.severity() + " " + problem)
                        .toList();
    }

    @Test
    void warnsOfAnExchangerThatNoIdentityHas() {
        DnsLookup names = new Published(
                Map.of("example.org", List.of("mail.example.org"), "example.net", List.of("mx.example.net")), Map.of());

        assertThat(problems(names, "example.org", "example.net", "example.com"))
                .singleElement()
                .asString()
                .startsWith("WARNING tls.xml")
                .contains("the MX of example.net is mx.example.net, a name that no identity has");
    }

    @Test
    void notesAFurtherExchangerThatMayBeAnothersServer() {
        DnsLookup names =
                new Published(Map.of("example.org", List.of("mail.example.org", "backup.example.net")), Map.of());

        assertThat(problems(names, "example.org"))
                .singleElement()
                .asString()
                .startsWith("NOTE tls.xml")
                .contains("backup.example.net");
    }

    @Test
    void warnsOfAServerThatMailProgramsAreLedTo() {
        DnsLookup names = new Published(
                Map.of(),
                Map.of(
                        "_imaps._tcp.example.org", List.of("imap.example.org"),
                        "_submissions._tcp.example.org", List.of("mail.example.org"),
                        "_pop3s._tcp.example.org", List.of("")));

        assertThat(problems(names, "example.org"))
                .singleElement()
                .asString()
                .contains("_imaps._tcp.example.org leads mail programs to imap.example.org");
    }

    @Test
    void asksNoMoreOfADnsThatDoesNotAnswer() {
        assertThat(problems(
                        new SilentNames(), Stream.of("a.example", "b.example").toArray(String[]::new)))
                .isEmpty();
    }
}
