// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.repository;

import dev.sekisho.store.sql.Database;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;

/** The repositories that were ever used. */
public final class SqlMailRepositoryUrlStore implements MailRepositoryUrlStore {

    private final Database database;

    /** On an opened database. */
    public SqlMailRepositoryUrlStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(MailRepositoryUrl url) {
        database.write(sql -> sql.update(
                "INSERT INTO repositories (url, added) VALUES (?, ?) ON CONFLICT DO NOTHING",
                url.asString(),
                Instant.now()));
    }

    @Override
    public Stream<MailRepositoryUrl> listDistinct() {
        return database
                .read(sql -> sql.query(
                        "SELECT url FROM repositories ORDER BY url", row -> MailRepositoryUrl.from(row.text(1))))
                .stream();
    }

    @Override
    public boolean contains(MailRepositoryUrl url) {
        return database.read(sql -> sql.exists("SELECT 1 FROM repositories WHERE url = ?", url.asString()));
    }
}
