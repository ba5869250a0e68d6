// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.relay;

import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.route.AddressPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that the last route takes all, and that those before a route leave something for it and for each sender and recipient that it names.
 *
 * @param routes the routes in the order of the file
 */
record RouteOrderCheck(List<ConfigSection> routes) {

    void check() {
        if (!routes.isEmpty()) {
            last(routes.get(routes.size() - 1));
        }
        List<RouteAddresses> before = new ArrayList<>();
        for (ConfigSection route : routes) {
            // One with a malformed pattern is left out: it would seem to take more than is meant.
            RouteAddresses.of(route).ifPresent(addresses -> {
                between(addresses, before);
                before.add(addresses);
            });
        }
    }

    private static void last(ConfigSection route) {
        boolean some = route.section(RelaySchema.SENDER).isPresent()
                || route.section(RelaySchema.RECIPIENT).isPresent();
        if (some) {
            route.refuse(
                    "the last route does not match all mail",
                    "end with a <route> that has neither <sender> nor <recipient>");
        }
    }

    private static void between(RouteAddresses route, List<RouteAddresses> before) {
        Set<String> earlier = new LinkedHashSet<>();
        if (route.pairs().stream().allMatch(pair -> taken(pair, before, earlier))) {
            route.section()
                    .refuse(
                            "this route is never used: all of its mail leaves by " + named(earlier) + " before it",
                            "move it before " + (earlier.size() == 1 ? "that one" : "those") + ", or remove it");
            return;
        }
        for (ParsedValue<AddressPattern> each : route.named()) {
            Set<String> ofThis = new LinkedHashSet<>();
            if (route.pairs().stream().filter(pair -> pair.names(each)).allMatch(pair -> taken(pair, before, ofThis))) {
                route.section()
                        .refuse(
                                each,
                                each.shown() + " never leaves by this route, but by " + named(ofThis) + " before it",
                                "remove it here, or move this route before "
                                        + (ofThis.size() == 1 ? "that one" : "those"));
            }
        }
    }

    private static boolean taken(Pair pair, List<RouteAddresses> before, Set<String> earlier) {
        Optional<RouteAddresses> first =
                before.stream().filter(route -> route.takes(pair)).findFirst();
        first.ifPresent(route -> earlier.add(RouteReader.name(route.section())));
        return first.isPresent();
    }

    private static String named(Set<String> earlier) {
        return (earlier.size() == 1 ? "the route " : "the routes ")
                + earlier.stream().collect(Collectors.joining(" and "));
    }

    /** Mail of one sender's pattern to one recipient's; empty stands for all. */
    private record Pair(Optional<ParsedValue<AddressPattern>> sender, Optional<ParsedValue<AddressPattern>> recipient) {
        boolean names(ParsedValue<AddressPattern> pattern) {
            return sender.filter(pattern::equals).isPresent()
                    || recipient.filter(pattern::equals).isPresent();
        }
    }

    /** What a route takes; none listed stands for all. */
    private record RouteAddresses(
            ConfigSection section,
            List<ParsedValue<AddressPattern>> senders,
            List<ParsedValue<AddressPattern>> recipients) {

        /** Empty if a pattern is malformed. */
        static Optional<RouteAddresses> of(ConfigSection route) {
            return sound(route, RelaySchema.SENDER) && sound(route, RelaySchema.RECIPIENT)
                    ? Optional.of(new RouteAddresses(
                            route, route.values(RelaySchema.SENDER), route.values(RelaySchema.RECIPIENT)))
                    : Optional.empty();
        }

        private static boolean sound(ConfigSection route, ElementSchema<AddressPattern> element) {
            return route.sections(element).size() == route.values(element).size();
        }

        List<ParsedValue<AddressPattern>> named() {
            List<ParsedValue<AddressPattern>> named = new ArrayList<>(senders);
            named.addAll(recipients);
            return named;
        }

        List<Pair> pairs() {
            return orAll(senders).stream()
                    .flatMap(sender -> orAll(recipients).stream().map(recipient -> new Pair(sender, recipient)))
                    .toList();
        }

        private static List<Optional<ParsedValue<AddressPattern>>> orAll(List<ParsedValue<AddressPattern>> listed) {
            return listed.isEmpty()
                    ? List.of(Optional.empty())
                    : listed.stream().map(Optional::of).toList();
        }

        boolean takes(Pair pair) {
            return covers(senders, pair.sender()) && covers(recipients, pair.recipient());
        }

        private static boolean covers(
                List<ParsedValue<AddressPattern>> ours, Optional<ParsedValue<AddressPattern>> theirs) {
            return ours.isEmpty()
                    || theirs.filter(found ->
                                    ours.stream().anyMatch(each -> each.value().covers(found.value())))
                            .isPresent();
        }
    }
}
