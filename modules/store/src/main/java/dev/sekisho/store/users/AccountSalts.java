// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/**
 * The salt of each name: an HMAC under a secret of the store. It is the same at each look and on each node, whether or not there is such a user, and stays
 * the same when the user is made, so that who is told of it (SCRAM tells it before a password is seen) learns nothing.
 */
final class AccountSalts {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_OCTETS = 32;

    private final Database database;
    private final AtomicReference<@Nullable SecretKeySpec> known = new AtomicReference<>();

    AccountSalts(Database database) {
        this.database = database;
    }

    /** 32 octets. Blocks at the first call. */
    byte[] of(Username user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            return mac.doFinal(user.asString().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private SecretKeySpec key() {
        SecretKeySpec key = known.get();
        if (key == null) {
            key = new SecretKeySpec(
                    Base64.getDecoder()
                            .decode(database.read(AccountSalts::secret).orElseGet(this::make)),
                    ALGORITHM);
            known.set(key);
        }
        return key;
    }

    private static Optional<String> secret(Sql sql) {
        return sql.first("SELECT secret FROM password_secret WHERE id = 1", row -> row.text(1));
    }

    /** Two nodes may make one at once: one of the two is kept. */
    private String make() {
        byte[] octets = new byte[SECRET_OCTETS];
        new SecureRandom().nextBytes(octets);
        String made = Base64.getEncoder().encodeToString(octets);
        database.write(sql ->
                sql.update("INSERT INTO password_secret (id, secret) VALUES (1, ?) ON CONFLICT DO NOTHING", made));
        return database.read(AccountSalts::secret).orElseThrow();
    }
}
