// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.james.imap.api.message.Capability;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.message.response.CapabilityResponse;

/** Adds to the engine's CAPABILITY the SASL mechanisms that it does not know of (RFC 9051 7.2.2). */
final class AnnouncedMechanisms {
    private static final String OF_THE_ENGINE = "PLAIN";

    private AnnouncedMechanisms() {}

    /** The response as it may be sent. */
    static ImapResponseMessage added(ImapResponseMessage response, List<String> mechanisms) {
        List<String> unknown =
                mechanisms.stream().filter(name -> !name.equals(OF_THE_ENGINE)).toList();
        if (unknown.isEmpty() || !(response instanceof CapabilityResponse capabilities)) {
            return response;
        }
        Set<Capability> all = new LinkedHashSet<>(capabilities.getCapabilities());
        unknown.forEach(name -> all.add(Capability.of("AUTH=" + name)));
        return new CapabilityResponse(all);
    }
}
