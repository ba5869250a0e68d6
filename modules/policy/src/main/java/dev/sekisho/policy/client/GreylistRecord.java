// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a client, a sender and a recipient.
 *
 * @param first the first attempt of the three together
 * @param accepted the last of their attempts that was accepted
 * @param clientAccepted how many attempts of the client were accepted, whoever the sender and the recipient were
 * @param clientLast the last of these
 */
public record GreylistRecord(
        Optional<Instant> first, Optional<Instant> accepted, int clientAccepted, Optional<Instant> clientLast) {
    /** Of those who were never seen. */
    public static final GreylistRecord NONE =
            new GreylistRecord(Optional.empty(), Optional.empty(), 0, Optional.empty());
}
