// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.store.sql.StoreException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.james.core.Username;
import org.apache.james.user.api.AlreadyExistInUsersRepositoryException;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.user.api.model.User;
import org.apache.james.user.lib.UsersDAO;

/** What James' users repository stands on; the rules about names and domains are that repository's. */
final class SqlUsersDao implements UsersDAO {

    private final Users users;

    SqlUsersDao(Users users) {
        this.users = users;
    }

    /** Users are named by their full address. */
    @Override
    public boolean getDefaultVirtualHostingValue() {
        return true;
    }

    @Override
    public Optional<? extends User> getUserByName(Username name) throws UsersRepositoryException {
        return asked(() -> users.exists(name) ? Optional.of(new StoredUser(users, name)) : Optional.empty());
    }

    @Override
    public void updateUser(User user) throws UsersRepositoryException {
        if (!(user instanceof StoredUser stored)) {
            throw new UsersRepositoryException("only a user that this repository gave out can be updated");
        }
        if (!asked(stored::update)) {
            throw new UsersRepositoryException(
                    "there is no user " + stored.getUserName().asString());
        }
    }

    @Override
    public void removeUser(Username name) throws UsersRepositoryException {
        if (asked(() -> users.remove(name)) != UserChangeResult.DONE) {
            throw new UsersRepositoryException("there is no user " + name.asString());
        }
    }

    @Override
    public boolean contains(Username name) throws UsersRepositoryException {
        return asked(() -> users.exists(name));
    }

    @Override
    public int countUsers() throws UsersRepositoryException {
        return Math.toIntExact(asked(users::count));
    }

    @Override
    public Iterator<Username> list() throws UsersRepositoryException {
        return asked(users::list).iterator();
    }

    @Override
    public void addUser(Username name, String password) throws UsersRepositoryException {
        if (!asked(() -> users.insert(name, password))) {
            throw new AlreadyExistInUsersRepositoryException("there is a user " + name.asString() + " already");
        }
    }

    static <T> T asked(Supplier<T> question) throws UsersRepositoryException {
        try {
            return question.get();
        } catch (StoreException e) {
            throw new UsersRepositoryException("the store failed", e);
        }
    }
}
