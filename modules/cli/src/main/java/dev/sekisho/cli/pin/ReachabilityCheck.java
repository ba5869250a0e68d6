// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.policy.ListenerName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Whether another machine can reach the server that an enrolment names.
 *
 * @param host the host name in the enrolment
 * @param listener the name of the listener
 * @param port its port in the enrolment
 */
record ReachabilityCheck(String host, ListenerName listener, int port) {

    /**
     * What speaks against it, one sentence each.
     *
     * @param running what the running server says of itself; empty where none runs
     */
    List<String> doubts(Optional<JsonNode> running) {
        List<String> doubts = new ArrayList<>();
        if (isOfThisMachine()) {
            doubts.add("the other side cannot reach the host name " + host
                    + "; set <hostname> in conf/sekisho.xml to the full name of this server in DNS, such as"
                    + " mail.example.org, and enroll again");
        }
        running.map(this::ports)
                .filter(open -> !open.contains(port))
                .ifPresent(open -> doubts.add("the running server"
                        + (open.isEmpty()
                                ? " has no listener " + listener
                                : " listens on port "
                                        + String.join(
                                                ", ",
                                                open.stream()
                                                        .map(String::valueOf)
                                                        .toList()) + " as " + listener)
                        + ", and not on port " + port
                        + "; if nothing redirects that port, set <bind> or the port offset in the"
                        + " configuration, and enroll again"));
        return doubts;
    }

    /** A name without a dot means what the network of whoever asks makes of it. */
    private boolean isOfThisMachine() {
        String name = host.toLowerCase(Locale.ROOT);
        return !name.contains(".") || name.equals("localhost.localdomain") || name.endsWith(".localhost");
    }

    private List<Integer> ports(JsonNode status) {
        return StreamSupport.stream(status.path("listeners").spliterator(), false)
                .filter(each -> each.path("name").asText().equals(listener.text()))
                .map(each -> each.path("port").asInt())
                .distinct()
                .toList();
    }
}
