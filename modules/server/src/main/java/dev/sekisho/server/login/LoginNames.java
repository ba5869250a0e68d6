// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import com.google.common.base.Suppliers;
import dev.sekisho.policy.login.LoginName;
import dev.sekisho.store.Store;
import dev.sekisho.store.sql.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;

/**
 * Finds the account of a name that a client logs in with. A name without a domain is completed by that of the listener, or else by the local
 * domain, where there is exactly one; which that is is known for {@link #SECONDS}. Safe for all threads.
 */
@Singleton
public final class LoginNames {
    /** How long a change of the local domains may take to be seen. */
    public static final int SECONDS = 5;

    private final Supplier<Optional<String>> onlyDomain;

    /** With the local domains of this store; where users have no domain, their names stay as they are. */
    @Inject
    public LoginNames(Store store, UsersRepository users) {
        this(() -> haveDomains(users) ? store.domains().list() : List.of());
    }

    private static boolean haveDomains(UsersRepository users) {
        try {
            return users.supportVirtualHosting();
        } catch (UsersRepositoryException e) {
            throw new StoreException("whether users have a domain cannot be read", e);
        }
    }

    /** @param domains the local domains; blocks */
    public LoginNames(Supplier<List<Domain>> domains) {
        this.onlyDomain = Suppliers.memoizeWithExpiration(() -> only(domains.get()), SECONDS, TimeUnit.SECONDS);
    }

    /** What a name stands for that no account can have: it is told apart from no other, and is nobody's. */
    static Username standIn(String written) {
        return Username.of(UUID.nameUUIDFromBytes(written.getBytes(StandardCharsets.UTF_8)) + "@invalid");
    }

    private static Optional<String> only(List<Domain> domains) {
        return domains.size() == 1 ? Optional.of(domains.get(0).asString()) : Optional.empty();
    }

    /**
     * The account that is meant, whether there is such a one or not; empty if an account cannot have the name. Blocks.
     *
     * @param completing the domain that a name without one gets; empty for the only local one
     * @throws dev.sekisho.store.sql.StoreException if the local domains cannot be read
     */
    public Optional<Username> account(String written, Optional<String> completing) {
        Optional<String> domain = LoginName.isWithoutDomain(written) ? completing.or(onlyDomain) : Optional.empty();
        try {
            return Optional.of(Username.of(LoginName.complete(written, domain)));
        } catch (RuntimeException notAName) {
            return Optional.empty();
        }
    }
}
