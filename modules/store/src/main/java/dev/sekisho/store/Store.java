// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import dev.sekisho.store.body.Bodies;
import dev.sekisho.store.domains.Domains;
import dev.sekisho.store.domains.SqlDomainList;
import dev.sekisho.store.pins.Pins;
import dev.sekisho.store.rewriting.Aliases;
import dev.sekisho.store.rewriting.Forwards;
import dev.sekisho.store.senders.Senders;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreRefusedException;
import dev.sekisho.store.users.Passwords;
import dev.sekisho.store.users.SqlUsersRepository;
import dev.sekisho.store.users.Users;
import java.time.Clock;

/**
 * The opened store. The server and the command line may have the same one open at the same time, in two processes; what
 * one commits the other sees at its next look. Safe for use by any number of threads.
 */
public final class Store implements AutoCloseable {

    private final Database database;
    private final Domains domains;
    private final Users users;
    private final Aliases aliases;
    private final Senders senders;
    private final Bodies bodies;
    private final Pins pins;

    private Store(Database database, Passwords passwords) {
        this.database = database;
        this.domains = new Domains(database);
        this.senders = new Senders(database);
        this.bodies = new Bodies(database);
        this.pins = new Pins(database, Clock.systemUTC());
        this.users = new Users(database, domains, passwords);
        SqlDomainList domainList = new SqlDomainList(domains);
        this.aliases = new Aliases(database, domainList, new SqlUsersRepository(domainList, users));
    }

    /**
     * Opens the store, making it or bringing its schema up to this version where needed.
     *
     * @throws StoreRefusedException if it is unreadable, corrupt, another program's, or of a newer version; the message
     *     says what to do
     */
    public static Store open(StoreSettings settings) {
        return open(settings, Passwords.standard());
    }

    /** As {@link #open(StoreSettings)}, with the given way to hash new passwords. */
    public static Store open(StoreSettings settings, Passwords passwords) {
        return new Store(Database.open(settings), passwords);
    }

    /** The database under all of it, for James' views ({@code Sql...}) of the store. */
    public Database database() {
        return database;
    }

    /** The local domains. */
    public Domains domains() {
        return domains;
    }

    /** The users. */
    public Users users() {
        return users;
    }

    /** The users' further addresses. */
    public Aliases aliases() {
        return aliases;
    }

    /** Where users' mail is forwarded to. */
    public Forwards forwards() {
        return new Forwards(database);
    }

    /** What the users may send as. */
    public Senders senders() {
        return senders;
    }

    /** The message bodies. */
    public Bodies bodies() {
        return bodies;
    }

    /** The keys of peers. */
    public Pins pins() {
        return pins;
    }

    @Override
    public void close() {
        database.close();
    }
}
