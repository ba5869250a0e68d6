// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.store.users.DeviceKey;
import java.util.Optional;

/**
 * The key of a device, which the TLS handshake has proved.
 *
 * @param user whose key it is; where it is nobody's, the name that the client said
 * @param actingFor the account to act for, if the client names one
 * @param key the key as it is pinned; empty if it is not
 */
public record KeyCredentials(String user, Optional<String> actingFor, Optional<DeviceKey> key)
        implements SaslCredentials {
    @Override
    public <T, E extends Exception> T checkedBy(Check<T, E> check) throws E {
        return check.key(this);
    }
}
