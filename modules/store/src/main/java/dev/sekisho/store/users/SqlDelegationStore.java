// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.UnitOfWork;
import java.util.List;
import org.apache.james.core.Username;
import org.apache.james.user.api.DelegationStore;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Who may act for whom (James' {@code DelegationStore}). */
public final class SqlDelegationStore implements DelegationStore {

    private final Database database;

    /** On an opened database. */
    public SqlDelegationStore(Database database) {
        this.database = database;
    }

    @Override
    public Publisher<Username> authorizedUsers(Username owner) {
        return names(sql -> sql.query(
                "SELECT delegate FROM delegations WHERE owner = ? ORDER BY delegate",
                row -> Username.of(row.text(1)),
                owner.asString()));
    }

    @Override
    public Publisher<Username> delegatedUsers(Username delegate) {
        return names(sql -> sql.query(
                "SELECT owner FROM delegations WHERE delegate = ? ORDER BY owner",
                row -> Username.of(row.text(1)),
                delegate.asString()));
    }

    @Override
    public Publisher<Void> clear(Username owner) {
        return done(sql -> sql.update("DELETE FROM delegations WHERE owner = ?", owner.asString()));
    }

    @Override
    public Publisher<Void> addAuthorizedUser(Username owner, Username delegate) {
        return done(sql -> sql.update(
                "INSERT INTO delegations (owner, delegate) VALUES (?, ?) ON CONFLICT DO NOTHING",
                owner.asString(),
                delegate.asString()));
    }

    @Override
    public Publisher<Void> removeAuthorizedUser(Username owner, Username delegate) {
        return done(sql -> sql.update(
                "DELETE FROM delegations WHERE owner = ? AND delegate = ?", owner.asString(), delegate.asString()));
    }

    @Override
    public Publisher<Void> removeDelegatedUser(Username delegate, Username owner) {
        return removeAuthorizedUser(owner, delegate);
    }

    private Flux<Username> names(UnitOfWork<List<Username>> work) {
        return Mono.fromCallable(() -> database.read(work))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapIterable(names -> names);
    }

    private Mono<Void> done(UnitOfWork<Integer> work) {
        return Mono.fromCallable(() -> database.write(work))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }
}
