// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.quota.QuotaAdmin;
import dev.sekisho.store.sql.Database;
import org.apache.james.core.Username;

/**
 * The quota of users, which is of all mailboxes of a user together (RFC 9208). It blocks and throws a {@code StoreException} if the store fails. Safe
 * for all threads.
 */
public final class UserQuotas {
    private final QuotaAdmin quotas;

    UserQuotas(Database database) {
        this.quotas = new QuotaAdmin(database);
    }

    /** The quota of a user. */
    public UserQuota of(Username user) {
        QuotaAdmin.Use use = quotas.of(user);
        return new UserQuota(use.octets(), use.mostOctets(), use.messages(), use.mostMessages());
    }
}
