// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.limit;

import java.util.Optional;

/**
 * Whose rates are counted: a client that has not logged in, or a user at an address, so that users behind one address do not use up each other's.
 *
 * @param address the address
 * @param user the user; empty before a login
 */
public record RatedClient(ClientNetwork address, Optional<String> user) {
    /** Somebody at an address who has not logged in. */
    public static RatedClient stranger(ClientNetwork address) {
        return new RatedClient(address, Optional.empty());
    }
}
