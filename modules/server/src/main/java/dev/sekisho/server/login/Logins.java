// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.EmailAddress;
import dev.sekisho.policy.Limits;
import dev.sekisho.server.transport.AddressKey;
import dev.sekisho.store.sql.PassingFailures;
import java.net.InetAddress;
import java.util.Locale;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks credentials against James' users. Blocks; called by workers only. */
@Singleton
public final class Logins {
    private static final Logger LOGGER = LoggerFactory.getLogger(Logins.class);

    private final UsersRepository users;
    private final HoldOffs holdOffs;

    /** Logins of these users. */
    @Inject
    public Logins(UsersRepository users, HoldOffs holdOffs) {
        this.users = users;
        this.holdOffs = holdOffs;
    }

    /**
     * Checks credentials.
     *
     * @param listener the listener's name, for the log
     */
    public Login login(Credentials credentials, InetAddress peer, String listener, Limits limits) {
        AddressKey address = AddressKey.of(peer);
        if (holdOffs.active(address)) {
            return new Login.HeldOff();
        }
        Username user = name(credentials.user());
        try {
            if (user != null && users.test(user, credentials.password())) {
                return new Login.Accepted(user);
            }
        } catch (UsersRepositoryException e) {
            String what = "listener " + listener + ": a login from " + peer.getHostAddress()
                    + " cannot be checked, the users cannot be read";
            PassingFailures.ofProcess().error(LOGGER, e, () -> what);
            return new Login.Unavailable();
        }
        holdOffs.failed(address, limits);
        LOGGER.warn(
                "listener {}: bad login from {} as '{}'",
                listener,
                peer.getHostAddress(),
                printable(credentials.user()));
        return new Login.Refused();
    }

    private static @Nullable Username name(String text) {
        try {
            // A name in another spelling is the user's own address still; one without a domain stays what it is.
            return Username.of(EmailAddress.parse(text).map(EmailAddress::text).orElse(text));
        } catch (RuntimeException notAName) {
            return null;
        }
    }

    private static String printable(String name) {
        String shortened = name.length() > 100 ? name.substring(0, 100) + "..." : name;
        return shortened.replaceAll("[^\\p{Graph}]", "?").toLowerCase(Locale.ROOT);
    }
}
