// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.RouteDemand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The route by which mail is sent on to an enrolled server. Its pinned keys send nothing yet.
 *
 * @param enrolment where the server is
 * @param name what the route is called
 */
record EnrolledRoute(Enrolment enrolment, String name) {
    /** Where the route belongs, in lines short enough for mail. */
    static final List<String> PLACE = List.of(
            "in the place of the last one for all mail, or before that one, with",
            "<recipient>DOMAIN</recipient> in it for some of the mail:");

    private static final int IMPLICIT_PORT = 465;

    /** What to write into conf/relay.xml. */
    List<String> route() {
        List<String> lines = new ArrayList<>(List.of(
                "<route name=\"" + name + "\">",
                "  <smarthost>" + enrolment.host() + ":" + enrolment.port() + "</smarthost>",
                "  <demand>pinned</demand>",
                "</route>"));
        if (enrolment.implicitTls() != (enrolment.port() == IMPLICIT_PORT)) {
            lines.add(2, "  <tls>" + (enrolment.implicitTls() ? "implicit" : "starttls") + "</tls>");
        }
        return lines;
    }

    /** What is left to do, or that a route leads there already. */
    List<String> advice(List<Route> routes) {
        Optional<Route> there = routes.stream().filter(this::leadsThere).findFirst();
        if (there.isPresent()) {
            return List.of("mail is sent to it by the route " + there.get().name());
        }
        List<String> lines =
                new ArrayList<>(List.of("no mail is sent to it yet: add a route to conf/relay.xml and restart;"));
        lines.addAll(PLACE);
        lines.addAll(route());
        return lines;
    }

    private boolean leadsThere(Route route) {
        return route.demand() == RouteDemand.PINNED
                && route.nextHop() instanceof NextHop.Smarthost smarthost
                && smarthost.host().equalsIgnoreCase(enrolment.host())
                && smarthost.port() == enrolment.port();
    }
}
