// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.user.lib.UsersRepositoryImpl;

/**
 * James' view of {@link Users}. Users are named by their full address unless {@code usersrepository.xml} says
 * {@code enableVirtualHosting=false}.
 */
public final class SqlUsersRepository extends UsersRepositoryImpl<SqlUsersDao> {

    private final Users users;

    /** Shows these users; {@code domainList} says which domains they may have. */
    public SqlUsersRepository(DomainList domainList, Users users) {
        super(domainList, new SqlUsersDao(users));
        this.users = users;
        setEnableVirtualHosting(true);
    }

    /** The users' passwords, of which James' view has the main one only. */
    public Passwords passwords() {
        return users.passwords();
    }

    /** As {@link Users#verify}: a wrong password, and a user that does not exist, take the same time. */
    @Override
    public boolean test(Username name, String password) throws UsersRepositoryException {
        return SqlUsersDao.asked(() -> users.verify(name, password));
    }
}
