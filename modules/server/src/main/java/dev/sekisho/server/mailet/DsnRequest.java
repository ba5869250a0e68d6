// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mailet;

import java.util.EnumSet;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.jspecify.annotations.Nullable;

/**
 * Which DSNs a sender wants for a recipient (RFC 3461 4.1).
 *
 * @param when empty if nothing was said
 * @param original the address that was meant
 */
record DsnRequest(Optional<EnumSet<Notify>> when, Optional<MailAddress> original) {

    static DsnRequest of(@Nullable RecipientDsnParameters said) {
        return said == null
                ? new DsnRequest(Optional.empty(), Optional.empty())
                : new DsnRequest(said.getNotifyParameter(), said.getOrcptParameter());
    }

    /** Both together: a DSN that one of them wants is sent. */
    DsnRequest and(DsnRequest other) {
        if (when.isEmpty() && other.when.isEmpty()) {
            return new DsnRequest(when, original.or(other::original));
        }
        EnumSet<Notify> both = conditions();
        both.addAll(other.conditions());
        if (both.size() > 1) {
            both.remove(Notify.NEVER);
        }
        return new DsnRequest(Optional.of(both), original.or(other::original));
    }

    /** Without NOTIFY, failures are reported and delays may be (RFC 3461 5.1). */
    private EnumSet<Notify> conditions() {
        return EnumSet.copyOf(when.orElse(EnumSet.of(Notify.FAILURE, Notify.DELAY)));
    }

    Optional<RecipientDsnParameters> parameters() {
        return RecipientDsnParameters.of(when, original);
    }
}
