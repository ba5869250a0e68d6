// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.smtp.AuthorStanding;
import dev.sekisho.policy.smtp.SenderStanding;
import dev.sekisho.server.mime.AuthorFields;
import dev.sekisho.store.address.Addresses;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;

/** Finds out what the author of a message is to the user who sends it. Blocks; called by workers only. */
final class Authors {
    private final Directory directory;

    Authors(Directory directory) {
        this.directory = directory;
    }

    boolean anybodyWithNullSender(Username user) throws Exception {
        return directory.anyAuthorWithNullSender(user);
    }

    AuthorStanding standing(AuthorFields fields, Username user) throws Exception {
        if (fields.missing()) {
            return AuthorStanding.MISSING;
        }
        if (fields.repeated()) {
            return AuthorStanding.REPEATED;
        }
        Optional<List<MailAddress>> addresses = fields.addresses().flatMap(Authors::read);
        if (addresses.isEmpty()) {
            return AuthorStanding.UNREADABLE;
        }
        for (MailAddress address : addresses.get()) {
            if (directory.sender(user, address) != SenderStanding.OWN) {
                return AuthorStanding.FOREIGN;
            }
        }
        return AuthorStanding.OWN;
    }

    private static Optional<List<MailAddress>> read(Set<String> texts) {
        List<MailAddress> addresses =
                texts.stream().flatMap(text -> Addresses.ofWire(text).stream()).toList();
        return addresses.size() == texts.size() ? Optional.of(addresses) : Optional.empty();
    }
}
