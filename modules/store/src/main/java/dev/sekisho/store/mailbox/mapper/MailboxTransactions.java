// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.UnitOfWork;
import java.util.concurrent.Callable;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.MailboxId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Runs units of work for James' mappers: with James' exceptions, and off the threads that must not block. */
record MailboxTransactions(Database database) {

    <T> T read(UnitOfWork<T> work) throws MailboxException {
        try {
            return database.read(work);
        } catch (StoreException e) {
            throw failed(e);
        }
    }

    <T> T write(UnitOfWork<T> work) throws MailboxException {
        try {
            return database.write(work);
        } catch (StoreException e) {
            throw failed(e);
        }
    }

    static MailboxException failed(StoreException e) {
        return new MailboxException("the store failed: " + e.getMessage(), e);
    }

    static MailboxNotFoundException notFound(long mailbox) {
        return notFound(new SqlMailboxId(mailbox));
    }

    static MailboxNotFoundException notFound(MailboxId mailbox) {
        return new MailboxNotFoundException(mailbox);
    }

    /** Where it is subscribed to is not where it blocks. Null becomes an empty Mono. */
    static <T> Mono<T> later(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(Schedulers.boundedElastic());
    }

    /** As {@link #later}, element by element. */
    static <T> Flux<T> laterEach(Callable<? extends Iterable<T>> question) {
        return Flux.defer(() -> {
                    try {
                        return Flux.fromIterable(question.call());
                    } catch (Exception e) {
                        return Flux.<T>error(e);
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
