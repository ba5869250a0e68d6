// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.CidrNetworkParser;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.client.ClientNameLookup;
import dev.sekisho.policy.client.DnsBlockList;
import dev.sekisho.policy.client.DnsList;
import dev.sekisho.policy.client.DnsListAnswers;
import dev.sekisho.policy.client.Greylisting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what is asked about clients that do not log in, which only a port has where any server may deliver.
 *
 * @param section the {@code <policy>}
 */
record ClientCheckReader(ConfigSection section) {
    /** This machine, and addresses that no DNS list has: private ones (RFC 1918, RFC 4193) and those of a link. */
    static final List<String> USUALLY_UNCHECKED = List.of(
            "127.0.0.0/8",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "169.254.0.0/16",
            "::1",
            "fc00::/7",
            "fe80::/10");

    /** The checks of a listener; what has no place under its policy is a problem, and left out. */
    static ClientChecks checks(ConfigSection listener, ListenerSchema schema, PortPolicy policy) {
        return listener.section(schema.policy())
                .map(section -> new ClientCheckReader(section).checks(policy))
                .orElse(ClientChecks.NONE);
    }

    private ClientChecks checks(PortPolicy policy) {
        boolean publicMx = policy.rules().publicMx();
        ClientCheckSchema.ELEMENTS.forEach(element -> PolicyLists.refuseUnless(
                publicMx,
                section,
                element,
                "only the policy " + RelayNetworkReader.publicMxNames() + " checks clients that do not log in"));
        if (!publicMx
                || ClientCheckSchema.ELEMENTS.stream()
                        .allMatch(element -> section.sections(element).isEmpty())) {
            return ClientChecks.NONE;
        }
        refuseRepeated();
        try {
            ClientChecks checks = read();
            warn(checks);
            return checks;
        } catch (IllegalArgumentException contradiction) {
            section.refuse(String.valueOf(contradiction.getMessage()), "change one of them, or remove the element");
            return ClientChecks.NONE;
        }
    }

    private ClientChecks read() {
        return new ClientChecks(
                section.sections(ClientCheckSchema.DNS_LIST).stream()
                        .flatMap(each -> list(each, ClientCheckSchema.DNS_LIST).stream()
                                .map(list -> new DnsBlockList(list, value(each, ClientCheckSchema.WEIGHT, 1))))
                        .toList(),
                section.value(ClientCheckSchema.THRESHOLD)
                        .map(ParsedValue::value)
                        .orElse(1),
                section.sections(ClientCheckSchema.DNS_ALLOW_LIST).stream()
                        .flatMap(each -> list(each, ClientCheckSchema.DNS_ALLOW_LIST).stream())
                        .toList(),
                section.section(ClientCheckSchema.NAME_LOOKUP)
                        .map(each -> new ClientNameLookup(true, value(each, ClientCheckSchema.UNCONFIRMED_WEIGHT, 0)))
                        .orElse(ClientNameLookup.NONE),
                section.section(ClientCheckSchema.GREYLISTING)
                        .map(ClientCheckReader::greylisting)
                        .orElse(Greylisting.OFF),
                unchecked());
    }

    private static Optional<DnsList> list(ConfigSection each, ElementSchema<DomainName> element) {
        return each.text(element)
                .map(ParsedValue::value)
                .map(zone -> new DnsList(
                        zone,
                        value(each, ClientCheckSchema.ANSWERS, DnsListAnswers.USUAL),
                        value(each, ClientCheckSchema.SHOWN_NAME, zone.text())));
    }

    private static Greylisting greylisting(ConfigSection each) {
        Greylisting usual = Greylisting.OFF;
        return new Greylisting(
                value(each, ClientCheckSchema.CLIENTS, usual.clients()),
                value(each, ClientCheckSchema.DELAY, usual.delay()),
                value(each, ClientCheckSchema.RETRY_WINDOW, usual.retryWindow()),
                value(each, ClientCheckSchema.MAX_AGE, usual.maxAge()),
                value(each, ClientCheckSchema.KNOWN_AFTER, usual.knownAfter()));
    }

    private List<CidrNetwork> unchecked() {
        List<CidrNetwork> listed = section.values(ClientCheckSchema.UNCHECKED_NETWORK).stream()
                .map(ParsedValue::value)
                .toList();
        return listed.isEmpty()
                ? USUALLY_UNCHECKED.stream()
                        .flatMap(text -> CidrNetworkParser.parse(text).stream())
                        .toList()
                : listed;
    }

    private static <T> T value(ConfigSection each, AttributeSchema<T> attribute, T usual) {
        return each.attribute(attribute).map(ParsedValue::value).orElse(usual);
    }

    /** One zone may stand more than once, for answers of different weight. */
    private void refuseRepeated() {
        List<ConfigSection> all = new ArrayList<>(section.sections(ClientCheckSchema.DNS_LIST));
        all.addAll(section.sections(ClientCheckSchema.DNS_ALLOW_LIST));
        Set<String> seen = new HashSet<>();
        for (ConfigSection each : all) {
            String zone = each.xml().text().strip();
            DnsListAnswers answers = value(each, ClientCheckSchema.ANSWERS, DnsListAnswers.USUAL);
            if (!zone.isEmpty() && !seen.add(zone + " " + answers)) {
                each.refuse(
                        "the DNS list " + zone + " is listed twice with the same answers",
                        "keep one of them, or write answers=\"...\" at each");
            }
        }
    }

    private void warn(ClientChecks checks) {
        if (checks.largestWeight() == 0
                && section.section(ClientCheckSchema.THRESHOLD).isPresent()) {
            section.warn(
                    "<dns-list-threshold> has no effect: there is no <dns-list> and no unconfirmed-weight",
                    "list a DNS list, or remove it");
        } else if (checks.largestWeight() > 0
                && checks.largestWeight() < checks.threshold()
                && checks.greylisting().clients() == Greylisting.Clients.NONE) {
            section.warn(
                    "the weights of all DNS lists together are " + checks.largestWeight() + ", below the threshold of "
                            + checks.threshold() + ": no client is ever refused",
                    "lower <dns-list-threshold>, or give the lists more weight");
        }
    }
}
