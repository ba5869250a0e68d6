// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * That a user has read mail by POP3 from an address, as far as it says who may send from there (POP before SMTP).
 *
 * @param user the account
 * @param at when it last logged in from the address
 * @param allowed true if the account has POP before SMTP, and is not disabled
 * @param maySend true if the password of that login is still there and unchanged, has not ended, and may be used to send
 */
public record PopLogin(String user, Instant at, boolean allowed, boolean maySend) {
    /** A listener lets nobody send for longer than this after a login. */
    public static final Duration LONGEST = Duration.ofDays(1);

    /**
     * As whom a client may send that shows no login of its own.
     *
     * @param logins those from the client's address
     * @param within how long a login counts
     * @return the accounts, the one that logged in last first
     */
    public static List<String> senders(List<PopLogin> logins, Duration within, Instant now) {
        return logins.stream()
                .filter(login -> login.allowed && login.maySend)
                .filter(login -> !login.at.isAfter(now) && login.at.plus(within).isAfter(now))
                .sorted(Comparator.comparing(PopLogin::at).reversed())
                .map(PopLogin::user)
                .distinct()
                .toList();
    }
}
