// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.policy.login.PopLogin;
import dev.sekisho.store.sql.Database;
import java.time.Instant;
import java.util.List;
import org.apache.james.core.Username;

/** Where users who have POP before SMTP have last logged in by POP3, as all nodes have it. Blocks; safe for all threads. */
public final class PopLogins {
    private final Database database;

    PopLogins(Database database) {
        this.database = database;
    }

    /** Remembers a login, if the account has POP before SMTP and the password may send. Writes nothing else. */
    public void remember(String address, Username user, PasswordStamp password, Instant now) {
        if (database.read(sql -> PopLoginTable.counts(sql, user, password, now))) {
            database.write(sql -> {
                PopLoginTable.put(sql, address, user, password, now);
                return true;
            });
        }
    }

    /** The logins from an address, as they stand now, the last ones. */
    public List<PopLogin> of(String address, Instant now) {
        return database.read(sql -> PopLoginTable.of(sql, address, now));
    }
}
