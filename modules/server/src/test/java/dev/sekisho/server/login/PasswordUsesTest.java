// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.users.PasswordUse;
import dev.sekisho.store.users.Passwords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Test;

class PasswordUsesTest {
    private static final Passwords.Id MAIN = new Passwords.Id(Username.of("anna@example.org"), "main");
    private static final PasswordUse FIRST = new PasswordUse(Instant.ofEpochSecond(1), "192.0.2.1");
    private static final PasswordUse SECOND = new PasswordUse(Instant.ofEpochSecond(2), "192.0.2.2");

    private final List<Map<Passwords.Id, PasswordUse>> written = new CopyOnWriteArrayList<>();

    @Test
    void whatIsCollectedIsWrittenTogetherAtTheEndAtTheLatest() {
        try (PasswordUses uses = new PasswordUses(written::add)) {
            uses.add(MAIN, FIRST);
            uses.add(MAIN, SECOND);
            assertThat(written).isEmpty();
        }
        assertThat(written).containsExactly(Map.of(MAIN, FIRST));
    }

    @Test
    void whatCannotBeWrittenIsForgotten() {
        PasswordUses uses = new PasswordUses(all -> {
            written.add(all);
            throw new IllegalStateException("the store is gone");
        });
        uses.add(MAIN, FIRST);
        uses.write();
        uses.close();
        assertThat(written).hasSize(1);
    }
}
