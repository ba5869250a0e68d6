// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import dev.sekisho.policy.smtp.RecipientAddressClass;
import dev.sekisho.policy.smtp.SenderOwnership;
import dev.sekisho.server.smtp.transaction.AddressDirectory;
import dev.sekisho.store.senders.AllowedSenders;
import dev.sekisho.store.senders.SrsRewriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTable.ErrorMappingException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;

/** Who is local, by James' domains, users, rewriting and quotas. */
@Singleton
public final class JamesAddressDirectory implements AddressDirectory {
    private static final String POSTMASTER = "postmaster";

    private final DomainList domains;
    private final UsersRepository users;
    private final RecipientRewriteTable rewriting;
    private final AllowedSenders senders;
    private final SrsRewriter returnPaths;
    private final QuotaManager quotas;
    private final UserQuotaRootResolver quotaRoots;

    /** The directory of these services. */
    @Inject
    public JamesAddressDirectory(
            DomainList domains,
            UsersRepository users,
            RecipientRewriteTable rewriting,
            AllowedSenders senders,
            SrsRewriter returnPaths,
            QuotaManager quotas,
            UserQuotaRootResolver quotaRoots) {
        this.domains = domains;
        this.users = users;
        this.rewriting = rewriting;
        this.senders = senders;
        this.returnPaths = returnPaths;
        this.quotas = quotas;
        this.quotaRoots = quotaRoots;
    }

    @Override
    public SenderOwnership sender(Username user, MailAddress address) throws Exception {
        Optional<Username> named = username(address);
        if (named.isPresent() && named.get().equals(user)) {
            return SenderOwnership.OWN;
        }
        return senders.rights(user, address.asString()).ownershipOf(address.asString());
    }

    @Override
    public boolean anyAuthorWithNullSender(Username user) {
        return senders.rights(user).anyAuthorWithNullSender();
    }

    /** The user that an address would be; empty for addresses that no user can have. */
    private Optional<Username> username(MailAddress address) throws UsersRepositoryException {
        try {
            return Optional.of(users.getUsername(address));
        } catch (IllegalArgumentException tooLongOrQuoted) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<MailAddress> postmaster() throws Exception {
        Domain byDefault = domains.getDefaultDomain();
        return domains.containsDomain(byDefault)
                ? Optional.of(new MailAddress(POSTMASTER, byDefault))
                : Optional.empty();
    }

    @Override
    public RecipientAddressClass recipient(MailAddress address) throws Exception {
        if (!domains.containsDomain(address.getDomain())) {
            return RecipientAddressClass.REMOTE;
        }
        Optional<Username> user = username(address);
        if (user.isEmpty()) {
            return RecipientAddressClass.LOCAL_UNKNOWN;
        }
        if (users.contains(user.get())) {
            return full(user.get()) && keeps(user.get())
                    ? RecipientAddressClass.LOCAL_FULL
                    : RecipientAddressClass.LOCAL;
        }
        // RFC 5321 4.5.1: every domain has a postmaster.
        boolean postmaster = address.getLocalPart().toLowerCase(Locale.ROOT).equals(POSTMASTER);
        if (SrsRewriter.looksLikeOne(address)) {
            return returnPaths.original(address).isPresent()
                    ? RecipientAddressClass.RETURN_PATH
                    : RecipientAddressClass.LOCAL_UNKNOWN;
        }
        return postmaster || rewritten(address) ? RecipientAddressClass.LOCAL : RecipientAddressClass.LOCAL_UNKNOWN;
    }

    /** Whether an address stands for somebody: an address elsewhere, or a user here. */
    private boolean rewritten(MailAddress address) throws Exception {
        for (MailAddress target : targets(address)) {
            if (!domains.containsDomain(target.getDomain())
                    || target.getLocalPart().toLowerCase(Locale.ROOT).equals(POSTMASTER)) {
                return true;
            }
            Optional<Username> user = username(target);
            if (user.isPresent() && users.contains(user.get())) {
                return true;
            }
        }
        return false;
    }

    /** Whether mail for a user comes to the user's own mailbox, and is not forwarded alone. */
    private boolean keeps(Username user) throws Exception {
        List<MailAddress> targets = targets(user.asMailAddress());
        return targets.isEmpty()
                || targets.stream().map(Username::fromMailAddress).anyMatch(user::equals);
    }

    private List<MailAddress> targets(MailAddress address) throws RecipientRewriteTableException {
        try {
            return rewriting
                    .getResolvedMappings(address.getLocalPart(), address.getDomain())
                    .asStream()
                    .map(mapping -> mapping.appendDomainIfNone(address::getDomain))
                    .map(Mapping::asMailAddress)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (ErrorMappingException refusedByTheOperator) {
            return List.of();
        }
    }

    private boolean full(Username user) throws MailboxException {
        var quota = quotas.getStorageQuota(quotaRoots.forUser(user));
        QuotaSizeLimit limit = quota.getLimit();
        boolean tooLarge = limit.isLimited() && quota.getUsed().asLong() >= limit.asLong();
        return tooLarge || quotas.getMessageQuota(quotaRoots.forUser(user)).isOverQuotaWithAdditionalValue(1);
    }
}
