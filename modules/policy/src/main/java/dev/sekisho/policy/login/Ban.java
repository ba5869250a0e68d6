// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import dev.sekisho.policy.address.CidrNetwork;
import java.time.Instant;
import java.util.Optional;

/**
 * That the operator lets nobody log in from a network.
 *
 * @param network the network, or the one address
 * @param begun since when
 * @param ends until when; empty for as long as it stands
 * @param allPorts true if its connections are not taken on any port, also where nobody logs in
 * @param who the operator
 * @param why in the operator's words; may be empty
 */
public record Ban(
        CidrNetwork network, Instant begun, Optional<Instant> ends, boolean allPorts, String who, String why) {
    /** True until it ends. */
    public boolean isActive(Instant now) {
        return ends.isEmpty() || now.isBefore(ends.get());
    }
}
