// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.relay.dns.DnsLookup;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.Identity;
import java.util.List;

/**
 * Whether the names that the DNS publishes for this server are in its certificates: the mail exchangers of local domains (RFC 5321
 * 5.1), and the servers that mail programs are led to (RFC 6186 3, RFC 8314 5.1).
 *
 * @param identities what is presented
 * @param domains the local domains
 * @param names the DNS
 */
record PublishedNamesCheck(List<Identity> identities, List<String> domains, DnsLookup names) {
    /** Domains that are asked for: enough to see what is wrong, and no flood of questions. */
    static final int MOST_DOMAINS = 50;

    static final List<String> SERVICES =
            List.of("_submissions._tcp", "_submission._tcp", "_imaps._tcp", "_pop3s._tcp", "_pop3._tcp");
    private static final SourcePosition TLS_FILE = SourcePosition.ofFile("tls.xml");
    private static final String EXPECTED = "add the name to the certificate; do nothing if it is another server";

    List<Problem> problems() {
        ProblemList problems = new ProblemList();
        if (!identities.isEmpty()) {
            for (String domain : domains.subList(0, Math.min(MOST_DOMAINS, domains.size()))) {
                if (!exchangers(domain, problems)) {
                    break;
                }
                services(domain, problems);
            }
        }
        return problems.warnings();
    }

    /** One exchanger that is in a certificate does: others may be servers of others. False if the DNS does not answer. */
    private boolean exchangers(String domain, ProblemList problems) {
        DnsLookup.Answer<DnsLookup.Mx> answer = names.mx(domain);
        if (answer instanceof DnsLookup.Answer.Found<DnsLookup.Mx> found) {
            List<String> hosts = found.all().stream()
                    .map(DnsLookup.Mx::host)
                    .filter(host -> !host.isEmpty())
                    .distinct()
                    .toList();
            boolean served = hosts.stream().anyMatch(this::served);
            hosts.stream().filter(host -> !served(host)).forEach(host -> {
                String words = "the MX of " + domain + " is " + host + ", a name that no identity has";
                if (served) {
                    problems.note(TLS_FILE, "", words, EXPECTED);
                } else {
                    problems.warn(TLS_FILE, "", words, EXPECTED);
                }
            });
        }
        return !(answer instanceof DnsLookup.Answer.NotNow);
    }

    private void services(String domain, ProblemList problems) {
        for (String service : SERVICES) {
            if (names.services(service + "." + domain) instanceof DnsLookup.Answer.Found<String> found) {
                found.all().stream()
                        .filter(host -> !host.isEmpty() && !served(host))
                        .distinct()
                        .forEach(host -> problems.warn(
                                TLS_FILE,
                                "",
                                service + "." + domain + " leads mail programs to " + host
                                        + ", a name that no identity has",
                                EXPECTED));
            }
        }
    }

    private boolean served(String host) {
        return !Identities.of(identities).serving(host).isEmpty();
    }
}
