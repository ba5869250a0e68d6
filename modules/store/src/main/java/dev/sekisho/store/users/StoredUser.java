// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.james.core.Username;
import org.apache.james.user.api.model.User;
import org.jspecify.annotations.Nullable;

/** A user as James hands it about: a password set on it counts once it is given to {@code updateUser}. */
final class StoredUser implements User {

    private final Users users;
    private final Username name;
    private @Nullable String set;

    StoredUser(Users users, Username name) {
        this.users = users;
        this.name = name;
    }

    @Override
    public Username getUserName() {
        return name;
    }

    @Override
    public boolean verifyPassword(String password) {
        return set == null ? users.verify(name, password) : MessageDigest.isEqual(octets(set), octets(password));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean setPassword(String password) {
        set = password;
        return true;
    }

    /** Writes the password that was set. @return false if there is no such user any more */
    boolean update() {
        return set == null ? users.exists(name) : users.setMainPassword(name, set) == UserChangeResult.DONE;
    }
}
