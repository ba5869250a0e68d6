// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.policy.smtp.AuthorStatus;
import dev.sekisho.policy.smtp.SenderOwnership;
import dev.sekisho.server.mime.AuthorFields;
import dev.sekisho.store.address.JamesAddresses;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;

/** Finds out what the author of a message is to the user who sends it. Blocks; called by workers only. */
final class AuthorCheck {
    private final AddressDirectory directory;

    AuthorCheck(AddressDirectory directory) {
        this.directory = directory;
    }

    boolean anybodyWithNullSender(Username user) throws Exception {
        return directory.anyAuthorWithNullSender(user);
    }

    AuthorStatus status(AuthorFields fields, Username user) throws Exception {
        if (fields.missing()) {
            return AuthorStatus.MISSING;
        }
        if (fields.repeated()) {
            return AuthorStatus.REPEATED;
        }
        Optional<List<MailAddress>> addresses = fields.addresses().flatMap(AuthorCheck::read);
        if (addresses.isEmpty()) {
            return AuthorStatus.UNREADABLE;
        }
        for (MailAddress address : addresses.get()) {
            if (directory.sender(user, address) != SenderOwnership.OWN) {
                return AuthorStatus.FOREIGN;
            }
        }
        return AuthorStatus.OWN;
    }

    private static Optional<List<MailAddress>> read(Set<String> texts) {
        List<MailAddress> addresses = texts.stream()
                .flatMap(text -> JamesAddresses.ofWire(text).stream())
                .toList();
        return addresses.size() == texts.size() ? Optional.of(addresses) : Optional.empty();
    }
}
