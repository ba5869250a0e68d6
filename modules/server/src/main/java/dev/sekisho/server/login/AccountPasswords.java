// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.store.users.PasswordCheck;
import dev.sekisho.store.users.PasswordScope;
import java.net.InetAddress;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepositoryException;

/** The passwords of accounts, of the store or of another users repository. All but {@link #close} block. */
interface AccountPasswords extends AutoCloseable {
    /** Checks a password. @param client from where it comes */
    PasswordCheck check(Username user, String password, PasswordScope use, InetAddress client)
            throws UsersRepositoryException;

    /** Whether {@link #check} derives nothing for these. */
    boolean isCheap(Username user, String password);

    /** Whether there is such an account, and it is not disabled. */
    boolean mayLogIn(Username user) throws UsersRepositoryException;

    @Override
    void close();
}
