// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.repository;

import dev.sekisho.store.sql.Database;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryFactory;
import org.apache.james.mailrepository.api.MailRepositoryUrl;

/** What James' repository store makes a {@link SqlMailRepository} by. */
public final class SqlMailRepositoryFactory implements MailRepositoryFactory {

    private final Database database;

    /** On an opened database. */
    public SqlMailRepositoryFactory(Database database) {
        this.database = database;
    }

    @Override
    public Class<? extends MailRepository> mailRepositoryClass() {
        return SqlMailRepository.class;
    }

    @Override
    public MailRepository create(MailRepositoryUrl url) {
        return new SqlMailRepository(database, url.getPath());
    }
}
