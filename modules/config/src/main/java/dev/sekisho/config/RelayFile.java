// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Found;
import dev.sekisho.config.schema.Section;
import dev.sekisho.policy.PinnedPeer;
import dev.sekisho.policy.route.DestinationLimits;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.Routes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code relay.xml}.
 *
 * @param files finds the files that it names
 */
record RelayFile(NamedFiles files) {

    /** What a checked file says; the default stands for what is refused. */
    RelayConfiguration read(Section file) {
        List<Section> sections = file.sections(RelayTable.ROUTE).stream()
                .map(each -> new Section(each.xml(), "route " + RouteReader.name(each), each.problems()))
                .toList();
        List<Route> routes = new ArrayList<>();
        Map<String, PasswordSource> passwords = new HashMap<>();
        List<ListedPeer> listed = new ArrayList<>();
        for (Section section : sections) {
            new RouteReader(section, files).read(passwords, listed).ifPresent(route -> addOnce(routes, route, section));
        }
        new RouteOrder(sections).check();
        refuseTwoStates(listed, file);
        return new RelayConfiguration(
                routes(routes),
                passwords,
                listed,
                new ScheduleReader(file).read(),
                new DestinationLimits(connections(file), messages(file)));
    }

    private static int connections(Section file) {
        return file.value(RelayTable.CONNECTIONS).map(Found::value).orElse(DestinationLimits.DEFAULT.connections());
    }

    private static int messages(Section file) {
        return file.value(RelayTable.MESSAGES).map(Found::value).orElse(DestinationLimits.DEFAULT.messages());
    }

    private static void addOnce(List<Route> routes, Route route, Section section) {
        if (routes.stream().anyMatch(other -> other.name().equals(route.name()))) {
            section.refuse("the route " + route.name() + " stands a second time", "give it another name");
        } else {
            routes.add(route);
        }
    }

    /** Several routes may lead to one server, whose key then has one state in all of them. */
    private static void refuseTwoStates(List<ListedPeer> listed, Section file) {
        for (int i = 0; i < listed.size(); i++) {
            PinnedPeer later = listed.get(i).peer();
            ListedPeer at = listed.get(i);
            listed.subList(0, i).stream()
                    .filter(each -> each.peer().pin().equals(later.pin()))
                    .filter(each -> each.peer().state() != later.state()
                            || !each.peer().until().equals(later.until()))
                    .findFirst()
                    .ifPresent(other -> file.problems()
                            .refuse(
                                    at.position(),
                                    at.where(),
                                    "the pin is " + PinText.of(later) + " here and " + PinText.of(other.peer()) + " at "
                                            + other.position(),
                                    "write one state in both places"));
        }
    }

    /** What is missing at the end has been reported. */
    private static Routes routes(List<Route> routes) {
        boolean sound = !routes.isEmpty() && routes.get(routes.size() - 1).takesAll();
        return sound ? new Routes(routes) : Routes.DEFAULT;
    }
}
