// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Found;
import dev.sekisho.config.schema.Section;
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
record RouteOrder(List<Section> routes) {

    void check() {
        if (!routes.isEmpty()) {
            last(routes.get(routes.size() - 1));
        }
        List<Taking> before = new ArrayList<>();
        for (Section route : routes) {
            // One with a malformed pattern is left out: it would seem to take more than is meant.
            Taking.of(route).ifPresent(taking -> {
                between(taking, before);
                before.add(taking);
            });
        }
    }

    private static void last(Section route) {
        boolean some = route.section(RelayTable.SENDER).isPresent()
                || route.section(RelayTable.RECIPIENT).isPresent();
        if (some) {
            route.refuse(
                    "the last route does not take all mail",
                    "end with a <route> that has neither <sender> nor <recipient>");
        }
    }

    private static void between(Taking route, List<Taking> before) {
        Set<String> takers = new LinkedHashSet<>();
        if (route.pairs().stream().allMatch(pair -> taken(pair, before, takers))) {
            route.section()
                    .refuse(
                            "this route is never taken: all of its mail leaves by " + named(takers) + " before it",
                            "move it before " + (takers.size() == 1 ? "that one" : "those") + ", or remove it");
            return;
        }
        for (Found<AddressPattern> each : route.named()) {
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

    private static boolean taken(Pair pair, List<Taking> before, Set<String> takers) {
        Optional<Taking> taker =
                before.stream().filter(route -> route.takes(pair)).findFirst();
        taker.ifPresent(route -> takers.add(RouteReader.name(route.section())));
        return taker.isPresent();
    }

    private static String named(Set<String> takers) {
        return (takers.size() == 1 ? "the route " : "the routes ")
                + takers.stream().collect(Collectors.joining(" and "));
    }

    /** Mail of one sender's pattern to one recipient's; empty stands for all. */
    private record Pair(Optional<Found<AddressPattern>> sender, Optional<Found<AddressPattern>> recipient) {
        boolean names(Found<AddressPattern> pattern) {
            return sender.filter(pattern::equals).isPresent()
                    || recipient.filter(pattern::equals).isPresent();
        }
    }

    /** What a route takes; none listed stands for all. */
    private record Taking(
            Section section, List<Found<AddressPattern>> senders, List<Found<AddressPattern>> recipients) {

        /** Empty if a pattern is malformed. */
        static Optional<Taking> of(Section route) {
            return sound(route, RelayTable.SENDER) && sound(route, RelayTable.RECIPIENT)
                    ? Optional.of(
                            new Taking(route, route.values(RelayTable.SENDER), route.values(RelayTable.RECIPIENT)))
                    : Optional.empty();
        }

        private static boolean sound(Section route, Element<AddressPattern> element) {
            return route.sections(element).size() == route.values(element).size();
        }

        List<Found<AddressPattern>> named() {
            List<Found<AddressPattern>> named = new ArrayList<>(senders);
            named.addAll(recipients);
            return named;
        }

        List<Pair> pairs() {
            return orAll(senders).stream()
                    .flatMap(sender -> orAll(recipients).stream().map(recipient -> new Pair(sender, recipient)))
                    .toList();
        }

        private static List<Optional<Found<AddressPattern>>> orAll(List<Found<AddressPattern>> listed) {
            return listed.isEmpty()
                    ? List.of(Optional.empty())
                    : listed.stream().map(Optional::of).toList();
        }

        boolean takes(Pair pair) {
            return covers(senders, pair.sender()) && covers(recipients, pair.recipient());
        }

        private static boolean covers(List<Found<AddressPattern>> ours, Optional<Found<AddressPattern>> theirs) {
            return ours.isEmpty()
                    || theirs.filter(found ->
                                    ours.stream().anyMatch(each -> each.value().covers(found.value())))
                            .isPresent();
        }
    }
}
