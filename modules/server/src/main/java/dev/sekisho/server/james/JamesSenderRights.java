// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import dev.sekisho.policy.smtp.SenderOwnership;
import dev.sekisho.store.senders.AllowedSenders;
import dev.sekisho.store.sql.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Tells James' own hooks and mailets what our listeners go by: James' answer would let the target of a catch-all send as a whole domain. */
final class JamesSenderRights implements CanSendFrom {
    private final AllowedSenders senders;

    @Inject
    JamesSenderRights(AllowedSenders senders) {
        this.senders = senders;
    }

    @Override
    public boolean userCanSendFrom(Username connected, Username from) {
        return connected.equals(from)
                || senders.rights(connected, from.asString()).ownershipOf(from.asString()) == SenderOwnership.OWN;
    }

    @Override
    public Publisher<Boolean> userCanSendFromReactive(Username connected, Username from) {
        return Mono.fromCallable(() -> userCanSendFrom(connected, from));
    }

    /** Without what is granted, which may be a whole domain. */
    @Override
    public Stream<MailAddress> allValidFromAddressesForUser(Username user) throws RecipientRewriteTableException {
        try {
            AllowedSenders.Listing all = senders.listing(user);
            List<MailAddress> addresses = new ArrayList<>(List.of(user.asMailAddress()));
            for (AllowedSenders.NamedBy alias : all.aliases()) {
                addresses.add(new MailAddress(alias.address()));
            }
            return addresses.stream().distinct();
        } catch (StoreException | AddressException e) {
            throw new RecipientRewriteTableException("what " + user.asString() + " may send as cannot be told", e);
        }
    }
}
