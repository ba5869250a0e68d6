// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.cli.pin.AcceptKeyCommandLine;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.environment.PasswordSource;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.config.relay.RelayConfiguration;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.RouteAuth;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.RouteProbe;
import dev.sekisho.relay.client.sasl.RouteCredentials;
import dev.sekisho.relay.dns.DnsLookup;
import dev.sekisho.store.outgoing.OutgoingSummary;
import dev.sekisho.tls.identity.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether mail can leave: the DNS, port 25 of servers that have nothing to do with each other, and every smarthost. No message is sent.
 *
 * @param configuration the routes
 * @param stored the pins of the store
 * @param own what is presented to servers that ask for a certificate
 * @param exchangers whose port 25 is tried; none for those of {@link #DOMAINS}
 * @param names the DNS
 * @param machine has the passwords of routes
 * @param clock for pins that end
 */
record NetworkCheck(
        SekishoConfiguration configuration,
        List<PinnedPeer> stored,
        Optional<Identity> own,
        List<MailExchanger> exchangers,
        DnsLookup names,
        HostEnvironment machine,
        Clock clock) {
    /** Large, unrelated, and likely to be there. */
    static final List<String> DOMAINS = List.of("gmail.com", "outlook.com", "yahoo.com");

    private static final SourcePosition RELAY = SourcePosition.ofFile("relay.xml");
    private static final SourcePosition DNS = SourcePosition.ofFile("/etc/resolv.conf");
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int SMTP = 25;

    /** What keeps mail from leaving, as warnings, and what is fine, as notes. */
    List<Problem> problems() {
        ProblemList problems = new ProblemList();
        RelayConfiguration relay = configuration.relay();
        if (relay.routes().routes().stream().anyMatch(route -> route.nextHop() instanceof NextHop.Mx)) {
            port25(problems);
        }
        try (RouteProbe probe = new RouteProbe(configuration.hostName(), () -> own, names, TIMEOUT)) {
            for (Route route : relay.routes().routes()) {
                if (route.nextHop() instanceof NextHop.Smarthost smarthost) {
                    smarthost(probe, route, smarthost, problems);
                }
            }
        }
        return problems.warnings();
    }

    private void port25(ProblemList problems) {
        List<MailExchanger> tried = exchangers.isEmpty() ? known(problems) : exchangers;
        if (tried.isEmpty()) {
            return;
        }
        List<String> failures = new ArrayList<>();
        for (MailExchanger each : tried) {
            connect(each).ifPresent(why -> failures.add(each + " (" + why + ")"));
        }
        if (failures.size() < tried.size()) {
            problems.note(
                    RELAY,
                    "",
                    "port 25 of " + (tried.size() - failures.size()) + " of " + tried.size()
                            + " servers can be reached",
                    "");
        } else {
            problems.warn(
                    RELAY,
                    "",
                    OutgoingSummary.PORT_BLOCKED + ": no connection to " + String.join(", ", failures),
                    "write a <route> with a <smarthost>, such as your provider's port 587, in conf/relay.xml");
        }
    }

    /** The first exchanger of each domain. */
    private List<MailExchanger> known(ProblemList problems) {
        List<MailExchanger> found = new ArrayList<>();
        String why = "";
        for (String domain : DOMAINS) {
            DnsLookup.Answer<DnsLookup.Mx> answer = names.mx(domain);
            if (answer instanceof DnsLookup.Answer.Found<DnsLookup.Mx> some) {
                some.all().stream()
                        .min(Comparator.comparingInt(DnsLookup.Mx::preference))
                        .ifPresent(mx -> found.add(new MailExchanger(mx.host(), SMTP)));
            } else if (answer instanceof DnsLookup.Answer.NotNow<DnsLookup.Mx> notNow) {
                why = ": " + notNow.why();
            }
        }
        if (found.isEmpty()) {
            problems.warn(
                    DNS,
                    "",
                    "the DNS has no MX for " + String.join(", ", DOMAINS) + why,
                    "configure a resolver that answers, or use only routes with a smarthost");
        }
        return found;
    }

    private Optional<String> connect(MailExchanger exchanger) {
        DnsLookup.Answer<InetAddress> answer = addresses(exchanger.host());
        if (!(answer instanceof DnsLookup.Answer.Found<InetAddress> found)) {
            return Optional.of(
                    answer instanceof DnsLookup.Answer.NotNow<InetAddress> notNow ? notNow.why() : "no address");
        }
        String why = "no address";
        for (InetAddress address : found.all()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, exchanger.port()), (int) TIMEOUT.toMillis());
                return Optional.empty();
            } catch (IOException e) {
                why = String.valueOf(e.getMessage());
            }
        }
        return Optional.of(why);
    }

    private DnsLookup.Answer<InetAddress> addresses(String host) {
        try {
            return host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
                    ? new DnsLookup.Answer.Found<>(List.of(InetAddress.getByName(host)))
                    : names.addresses(host);
        } catch (IOException notAnAddress) {
            return new DnsLookup.Answer.NoName<>();
        }
    }

    private void smarthost(RouteProbe probe, Route route, NextHop.Smarthost smarthost, ProblemList problems) {
        String where = "route " + route.name();
        String server = smarthost.host() + ":" + smarthost.port();
        Optional<RouteCredentials> credentials;
        try {
            credentials = credentials(route);
        } catch (IOException e) {
            problems.warn(
                    RELAY, where, "its password: " + e.getMessage(), "put it there, readable by the server's user");
            return;
        }
        Set<Pin> expected = new PinnedRoutes(List.of(route), stored, clock).expected(route, smarthost.host());
        RouteProbe.Answer answer = probe.ask(route, smarthost, expected, credentials);
        if (answer instanceof RouteProbe.Answer.Not not) {
            problems.warn(
                    RELAY,
                    where,
                    server + " would not accept mail: " + not.why(),
                    advice(route, smarthost, expected, not));
        } else {
            String login = credentials.isPresent() ? ", and the login works" : "";
            problems.note(
                    RELAY,
                    where,
                    server + " takes mail as the demand " + route.demand().text() + " wants it" + login,
                    "");
        }
    }

    private Optional<RouteCredentials> credentials(Route route) throws IOException {
        Optional<RouteAuth> auth = route.auth();
        PasswordSource source = configuration.relay().passwords().get(route.name());
        return auth.isEmpty() || source == null
                ? Optional.empty()
                : Optional.of(new RouteCredentials(auth.get(), source.read(machine)));
    }

    private String advice(Route route, NextHop.Smarthost smarthost, Set<Pin> expected, RouteProbe.Answer.Not not) {
        return not.presented()
                .map(pin -> aboutKey(route, smarthost.host(), expected, pin))
                .orElse(
                        "compare <smarthost>, <tls>, <demand> and <user> with what its owner says, and the firewall in between");
    }

    /** A pin is asked for by the demand pinned alone; with another one it changes nothing. */
    private String aboutKey(Route route, String host, Set<Pin> expected, Pin presented) {
        AcceptKeyCommandLine acceptKey = new AcceptKeyCommandLine(
                Stream.concat(stored.stream(), route.pins().stream()).toList());
        String command = "'" + acceptKey.command(presented, host, List.copyOf(expected)) + "'";
        String owner = (acceptKey.wasRevoked(presented) ? "this key WAS REVOKED, and others may have it; " : "")
                + "if its owner says that " + presented + " is its key: ";
        if (route.demand() == RouteDemand.PINNED) {
            return owner + command;
        }
        return owner + "<demand>pinned</demand> at the route"
                + (expected.contains(presented) ? "" : ", " + command)
                + ", and a restart; otherwise the server's owner must correct the certificate";
    }
}
