// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.relay;

import dev.sekisho.config.environment.FileReferences;
import dev.sekisho.config.environment.PasswordSource;
import dev.sekisho.config.pin.ListedPin;
import dev.sekisho.config.pin.PinStateText;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.pin.PinnedPeer;
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
public record RelayFileReader(FileReferences files) {

    /** What a checked file says; the default stands for what is refused. */
    public RelayConfiguration read(ConfigSection file) {
        List<ConfigSection> sections = file.sections(RelaySchema.ROUTE).stream()
                .map(each -> new ConfigSection(each.xml(), "route " + RouteReader.name(each), each.problems()))
                .toList();
        List<Route> routes = new ArrayList<>();
        Map<String, PasswordSource> passwords = new HashMap<>();
        List<ListedPin> listed = new ArrayList<>();
        for (ConfigSection section : sections) {
            new RouteReader(section, files).read(passwords, listed).ifPresent(route -> addOnce(routes, route, section));
        }
        new RouteOrderCheck(sections).check();
        refuseTwoStates(listed, file);
        return new RelayConfiguration(
                routes(routes),
                passwords,
                listed,
                new RetryScheduleReader(file).read(),
                new DestinationLimits(connections(file), messages(file)));
    }

    private static int connections(ConfigSection file) {
        return file.value(RelaySchema.CONNECTIONS)
                .map(ParsedValue::value)
                .orElse(DestinationLimits.DEFAULT.connections());
    }

    private static int messages(ConfigSection file) {
        return file.value(RelaySchema.MESSAGES).map(ParsedValue::value).orElse(DestinationLimits.DEFAULT.messages());
    }

    private static void addOnce(List<Route> routes, Route route, ConfigSection section) {
        if (routes.stream().anyMatch(other -> other.name().equals(route.name()))) {
            section.refuse("the route " + route.name() + " is defined twice", "give it another name");
        } else {
            routes.add(route);
        }
    }

    /** Several routes may lead to one server, whose key then has one state in all of them. */
    private static void refuseTwoStates(List<ListedPin> listed, ConfigSection file) {
        for (int i = 0; i < listed.size(); i++) {
            PinnedPeer later = listed.get(i).peer();
            ListedPin at = listed.get(i);
            listed.subList(0, i).stream()
                    .filter(each -> each.peer().pin().equals(later.pin()))
                    .filter(each -> each.peer().state() != later.state()
                            || !each.peer().until().equals(later.until()))
                    .findFirst()
                    .ifPresent(other -> file.problems()
                            .refuse(
                                    at.position(),
                                    at.where(),
                                    "the pin is " + PinStateText.of(later) + " here and "
                                            + PinStateText.of(other.peer()) + " at " + other.position(),
                                    "write one state in both places"));
        }
    }

    /** What is missing at the end has been reported. */
    private static Routes routes(List<Route> routes) {
        boolean sound = !routes.isEmpty() && routes.get(routes.size() - 1).takesAll();
        return sound ? new Routes(routes) : Routes.DEFAULT;
    }
}
