// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.policy.smtp.AuthorStatus;
import dev.sekisho.policy.smtp.MessageAuthor;
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

    /** Of a message that a user sends; what comes from nobody, nobody has written. */
    MessageAuthor author(Optional<Username> user, SmtpEnvelope envelope, MessageBody body) throws Exception {
        if (user.isEmpty()) {
            return MessageAuthor.of(AuthorStatus.FOREIGN);
        }
        AuthorStatus status = status(body.header().authors(), user.get());
        boolean nullSender = envelope.sender().isNullSender();
        boolean asked = status != AuthorStatus.OWN && nullSender;
        return new MessageAuthor(status, nullSender, asked && directory.anyAuthorWithNullSender(user.get()));
    }

    private AuthorStatus status(AuthorFields fields, Username user) throws Exception {
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
