// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.domains;

import dev.sekisho.policy.address.DomainName;
import dev.sekisho.store.address.JamesAddresses;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Domain;

/** The local domains. What is changed here another process on the same store sees at its next look. */
public final class LocalDomains {

    private final Database database;

    /** On an opened database. */
    public LocalDomains(Database database) {
        this.database = database;
    }

    /** Makes a domain local, in the spelling that SMTP has for it; the first one becomes the default. */
    public DomainChangeResult add(Domain domain) {
        return DomainName.parse(domain.asString())
                .map(name -> insert(JamesAddresses.of(name)))
                .orElse(DomainChangeResult.NOT_A_DOMAIN);
    }

    private DomainChangeResult insert(Domain domain) {
        int added = database.write(sql -> sql.update(
                "INSERT INTO domains (name, is_default, added)"
                        + " SELECT ?, NOT EXISTS (SELECT 1 FROM domains WHERE is_default), ? WHERE TRUE"
                        + " ON CONFLICT (name) DO NOTHING",
                domain.asString(),
                Instant.now()));
        return added == 1 ? DomainChangeResult.DONE : DomainChangeResult.ALREADY_EXISTS;
    }

    /** Ends a domain's being local, unless it still has users or rewritings. */
    public DomainChangeResult remove(Domain domain) {
        String name = domain.asString();
        return database.write(sql -> {
            if (!contains(sql, domain)) {
                return DomainChangeResult.UNKNOWN_DOMAIN;
            }
            if (sql.exists("SELECT 1 FROM users WHERE domain = ? LIMIT 1", name)
                    || sql.exists("SELECT 1 FROM rewrites WHERE domain = ? LIMIT 1", name)) {
                return DomainChangeResult.IN_USE;
            }
            sql.update("DELETE FROM domains WHERE name = ?", name);
            return DomainChangeResult.DONE;
        });
    }

    /** Makes a local domain the one that completes addresses without a domain. */
    public DomainChangeResult makeDefault(Domain domain) {
        return database.write(sql -> {
            if (!contains(sql, domain)) {
                return DomainChangeResult.UNKNOWN_DOMAIN;
            }
            sql.update("UPDATE domains SET is_default = FALSE WHERE is_default");
            sql.update("UPDATE domains SET is_default = TRUE WHERE name = ?", domain.asString());
            return DomainChangeResult.DONE;
        });
    }

    /** The default domain; empty while there is no domain at all, or when the default one was removed. */
    public Optional<Domain> defaultDomain() {
        return database.read(
                sql -> sql.first("SELECT name FROM domains WHERE is_default", row -> Domain.of(row.text(1))));
    }

    /** Whether a domain is local. */
    public boolean contains(Domain domain) {
        return database.read(sql -> contains(sql, domain));
    }

    /** Whether a domain is local, within a unit of work. */
    public boolean contains(Sql sql, Domain domain) {
        return sql.exists("SELECT 1 FROM domains WHERE name = ?", domain.asString());
    }

    /** All local domains in the order of their names. */
    public List<Domain> list() {
        return database.read(sql -> sql.query("SELECT name FROM domains ORDER BY name", row -> Domain.of(row.text(1))));
    }
}
