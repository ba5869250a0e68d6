// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.server.sasl.PasswordCredentials;
import dev.sekisho.server.transport.ClientNetwork;
import dev.sekisho.store.sql.TransientFailureLog;
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
public final class LoginChecker {
    private static final Logger LOGGER = LoggerFactory.getLogger(LoginChecker.class);

    private final UsersRepository users;
    private final FailedLoginLimiter holdOffs;
    private final ExposedAccounts exposed;

    /** Logins of these users. */
    @Inject
    public LoginChecker(UsersRepository users, FailedLoginLimiter holdOffs, ExposedAccounts exposed) {
        this.users = users;
        this.holdOffs = holdOffs;
        this.exposed = exposed;
    }

    /** Somebody sent a password in cleartext for an account of this name, which may be none. Does not block. */
    public void sentInClear(String name, ListenerName listener) {
        exposed.sentInClear(name, listener);
    }

    /** True while the address is not asked for logins. Does not block. */
    public boolean heldOff(InetAddress peer) {
        return holdOffs.active(ClientNetwork.of(peer));
    }

    /**
     * Checks credentials.
     *
     * @param listener the listener's name, for the log
     */
    public LoginResult login(
            PasswordCredentials credentials, InetAddress peer, ListenerName listener, FailedLoginLimits limits) {
        ClientNetwork address = ClientNetwork.of(peer);
        if (heldOff(peer)) {
            return new LoginResult.HeldOff();
        }
        Username user = name(credentials.user());
        try {
            if (user != null && users.test(user, credentials.password())) {
                return new LoginResult.Accepted(user);
            }
        } catch (UsersRepositoryException e) {
            String what = "listener " + listener + ": a login from " + peer.getHostAddress()
                    + " cannot be checked, the users cannot be read";
            TransientFailureLog.ofProcess().error(LOGGER, e, () -> what);
            return new LoginResult.Unavailable();
        }
        holdOffs.failed(address, limits);
        return new LoginResult.Refused(known(user));
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
