// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.domains;

import dev.sekisho.store.sql.StoreException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;

/**
 * James' view of {@link LocalDomains}. Nothing is detected from the host's name, its addresses or the environment, and
 * nothing is cached: a domain is local when a row says so.
 */
public final class SqlDomainList implements DomainList {

    private final LocalDomains domains;

    /** Shows these domains. */
    public SqlDomainList(LocalDomains domains) {
        this.domains = domains;
    }

    @Override
    public List<Domain> getDomains() throws DomainListException {
        return asked(domains::list);
    }

    @Override
    public boolean containsDomain(Domain domain) throws DomainListException {
        return asked(() -> domains.contains(domain));
    }

    @Override
    public void addDomain(Domain domain) throws DomainListException {
        require(domain, asked(() -> domains.add(domain)));
    }

    @Override
    public void removeDomain(Domain domain) throws DomainListException {
        require(domain, asked(() -> domains.remove(domain)));
    }

    /** The default domain; {@code localhost}, which is not thereby local, while there is none. */
    @Override
    public Domain getDefaultDomain() throws DomainListException {
        return asked(domains::defaultDomain).orElse(Domain.LOCALHOST);
    }

    private static void require(Domain domain, DomainChangeResult change) throws DomainListException {
        switch (change) {
            case DONE -> {}
            case ALREADY_EXISTS -> throw new DomainListException(domain.asString() + " already exists");
            case UNKNOWN_DOMAIN -> throw new DomainListException(domain.asString() + " was not found");
            case IN_USE -> throw new DomainListException(domain.asString() + " still has users or rewritings");
            case NOT_A_DOMAIN -> throw new DomainListException(domain.asString() + " is no domain that SMTP takes");
        }
    }

    private static <T> T asked(Supplier<T> question) throws DomainListException {
        try {
            return question.get();
        } catch (StoreException e) {
            throw new DomainListException("the store failed", e);
        }
    }
}
