// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.domains.LocalDomains;
import dev.sekisho.store.domains.SqlDomainList;
import dev.sekisho.store.login.BanStore;
import dev.sekisho.store.login.GuessStore;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.pin.PinStore;
import dev.sekisho.store.rewriting.Aliases;
import dev.sekisho.store.rewriting.Forwards;
import dev.sekisho.store.senders.AllowedSenders;
import dev.sekisho.store.sending.SendingStore;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreRefusedException;
import dev.sekisho.store.textindex.TextIndex;
import dev.sekisho.store.trial.TrialStore;
import dev.sekisho.store.users.SqlUsersRepository;
import dev.sekisho.store.users.Users;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The opened store. The server and the command line may have the same one open at the same time, in two processes; what
 * one commits the other sees at its next look. Safe for use by any number of threads.
 */
public final class Store implements AutoCloseable {

    private final Database database;
    private final PasswordHasher passwords;
    private final LocalDomains domains;
    private final Users users;
    private final Aliases aliases;
    private final AllowedSenders senders;
    private final BodyStore bodies;
    private final PinStore pins;
    private final TextIndex textIndex;

    private Store(Database database, PasswordHasher passwords, boolean textIndex) {
        this.database = database;
        this.passwords = passwords;
        this.textIndex = new TextIndex(database, textIndex);
        this.domains = new LocalDomains(database);
        this.senders = new AllowedSenders(database);
        this.bodies = new BodyStore(database);
        this.pins = new PinStore(database, Clock.systemUTC());
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
    public static Store open(DatabaseSettings settings) {
        return open(settings, PasswordHasher.standard());
    }

    /** As {@link #open(StoreSettings)}, with the given way to hash new passwords. */
    public static Store open(DatabaseSettings settings, PasswordHasher passwords) {
        return new Store(DatabaseOpener.open(settings), passwords, true);
    }

    /** A new store in a file that is removed again, to try something with. The log is not told that it was made. */
    public static Store openTemporary(Path file) {
        return new Store(
                DatabaseOpener.openTemporary(DatabaseSettings.Sqlite.at(file)), PasswordHasher.standard(), true);
    }

    /** The same store, whose full-text index is switched off. To be used in the place of this one. */
    public Store withoutTextIndex() {
        return new Store(database, passwords, false);
    }

    /** The database under all of it, for James' views ({@code Sql...}) of the store. */
    public Database database() {
        return database;
    }

    /** The local domains. */
    public LocalDomains domains() {
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
    public AllowedSenders senders() {
        return senders;
    }

    /** The message bodies. */
    public BodyStore bodies() {
        return bodies;
    }

    /** The keys of peers. */
    public PinStore pins() {
        return pins;
    }

    /** Failed logins, and who is held off for them. */
    public GuessStore guesses() {
        return new GuessStore(database);
    }

    /** The networks that the operator has banned. */
    public BanStore bans() {
        return new BanStore(database);
    }

    /** What users have sent, and what they may send. */
    public SendingStore sending() {
        return new SendingStore(database);
    }

    /** What values on trial would have refused. */
    public TrialStore trials() {
        return new TrialStore(database);
    }

    /** The full-text index of messages. */
    public TextIndex textIndex() {
        return textIndex;
    }

    @Override
    public void close() {
        database.close();
    }
}
