// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How it stands with the outgoing queue.
 *
 * @param recipients how many recipients there are of each status; what is not there has none
 * @param oldest when the oldest message was accepted
 * @param blocked whether a recipient waits because {@linkplain #PORT_BLOCKED outbound port 25 appears blocked}
 */
public record OutgoingSummary(Map<RecipientStatus, Long> recipients, Optional<Instant> oldest, boolean blocked) {
    /** What is written down of a recipient behind the reason, where nobody can be reached on port 25. */
    public static final String PORT_BLOCKED = "outbound port 25 appears blocked; add a route with a smarthost";

    public OutgoingSummary {
        recipients = Map.copyOf(recipients);
    }
}
