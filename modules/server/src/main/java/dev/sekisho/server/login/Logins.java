// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.EmailAddress;
import dev.sekisho.policy.Limits;
import dev.sekisho.server.transport.AddressKey;
import dev.sekisho.store.sql.PassingFailures;
import java.net.InetAddress;
import java.util.Optional;
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
    private final ExposedAccounts exposed;

    /** Logins of these users. */
    @Inject
    public Logins(UsersRepository users, HoldOffs holdOffs, ExposedAccounts exposed) {
        this.users = users;
        this.holdOffs = holdOffs;
        this.exposed = exposed;
    }

    /** Somebody sent a password in cleartext for an account of this name, which may be none. Does not block. */
    public void sentInClear(String name, String listener) {
        exposed.sentInClear(name, listener);
    }

    /** True while the address is not asked for logins. Does not block. */
    public boolean heldOff(InetAddress peer) {
        return holdOffs.active(AddressKey.of(peer));
    }

    /**
     * Checks credentials.
     *
     * @param listener the listener's name, for the log
     */
    public Login login(Credentials credentials, InetAddress peer, String listener, Limits limits) {
        AddressKey address = AddressKey.of(peer);
        if (heldOff(peer)) {
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
        return new Login.Refused(known(user));
    }

    /** True if there is an account of this name; false also if that cannot be read. */
    public boolean known(String text) {
        return known(name(text)).isPresent();
    }

    /** Asked of every name alike, so that the time tells nothing. What cannot be read is not known. */
    private Optional<String> known(@Nullable Username user) {
        try {
            return user != null && users.contains(user) ? Optional.of(user.asString()) : Optional.empty();
        } catch (UsersRepositoryException cannotBeRead) {
            return Optional.empty();
        }
    }

    private static @Nullable Username name(String text) {
        try {
            // A name in another spelling is the user's own address still; one without a domain stays what it is.
            return Username.of(EmailAddress.parse(text).map(EmailAddress::text).orElse(text));
        } catch (RuntimeException notAName) {
            return null;
        }
    }
}
