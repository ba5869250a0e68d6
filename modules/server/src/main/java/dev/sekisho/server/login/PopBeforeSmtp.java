// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.login.PopLogin;
import dev.sekisho.store.users.PopLogins;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;

/** Who may send from an address without a login, because of a login by POP3 from there just before. Blocks; for any thread. */
public final class PopBeforeSmtp {
    private final Optional<PopLogins> store;
    private final Clock clock;

    /** @param store empty where users are not the store's, and nobody has POP before SMTP */
    PopBeforeSmtp(Optional<PopLogins> store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A client has logged in by POP3, under TLS. */
    public void loggedIn(InetAddress client, CheckedAccount account) {
        account.stamp()
                .filter(password -> !password.isOfAccount())
                .ifPresent(password -> store.ifPresent(
                        logins -> logins.remember(text(client), account.user(), password, clock.instant())));
    }

    /** As whom a client may send; who logged in last first. @param within how long a login counts */
    public List<Username> senders(InetAddress client, Duration within) {
        Instant now = clock.instant();
        List<PopLogin> logins = store.map(known -> known.of(text(client), now)).orElse(List.of());
        return PopLogin.senders(logins, within, now).stream().map(Username::of).toList();
    }

    /** Without the zone of IPv6, which is of this machine alone. */
    private static String text(InetAddress client) {
        String text = client.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
