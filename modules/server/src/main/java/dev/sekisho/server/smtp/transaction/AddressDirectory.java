// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.policy.smtp.RecipientAddressClass;
import dev.sekisho.policy.smtp.SenderOwnership;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;

/** Tells what addresses are to this server. May block; called by workers only. Fails with an exception, never with a guess. */
public interface AddressDirectory {
    /** What an address is to a user. */
    SenderOwnership sender(Username user, MailAddress address) throws Exception;

    /** Whether a user may send messages with the null sender that anybody has written. */
    boolean anyAuthorWithNullSender(Username user) throws Exception;

    /** Whom {@code <Postmaster>} without a domain means (RFC 5321 4.5.1); empty while no domain is local. */
    Optional<MailAddress> postmaster() throws Exception;

    /** What an address is to this server; a rewritten sender of ours as if a notice came for it. */
    RecipientAddressClass recipient(MailAddress address) throws Exception;
}
