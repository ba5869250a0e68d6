// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import org.apache.james.core.Username;
import org.apache.james.user.api.model.User;

/** A user as James hands it about: a password set on it counts once it is given to {@code updateUser}. */
final class StoredUser implements User {

    private final Users users;
    private final Username name;
    private PasswordHash hash;

    StoredUser(Users users, Username name, PasswordHash hash) {
        this.users = users;
        this.name = name;
        this.hash = hash;
    }

    @Override
    public Username getUserName() {
        return name;
    }

    @Override
    public boolean verifyPassword(String password) {
        return users.matches(hash, password);
    }

    @Override
    public boolean setPassword(String password) {
        hash = users.hash(password);
        return true;
    }

    PasswordHash hash() {
        return hash;
    }
}
