// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.users.DeviceKey;
import dev.sekisho.store.users.ScramAccount;
import java.util.Optional;

/** The accounts, as a mechanism may ask for them in the middle of an exchange. Blocks. */
public interface LoginAccounts {
    /**
     * What SCRAM needs of a name, which may be nobody's.
     *
     * @param user the name as the client wrote it
     * @throws dev.sekisho.store.sql.StoreException if that cannot be read now
     */
    ScramAccount scram(String user);

    /**
     * Whose the key of a device is; empty if it is nobody's.
     *
     * @throws dev.sekisho.store.sql.StoreException if that cannot be read now
     */
    Optional<DeviceKey> owner(Pin key);
}
