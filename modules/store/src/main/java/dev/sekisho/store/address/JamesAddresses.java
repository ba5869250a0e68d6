// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.address;

import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.address.EmailAddress;
import java.util.Optional;
import javax.mail.internet.AddressException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;

/** Makes James' values of addresses and domains, in the one spelling that means each. */
public final class JamesAddresses {
    private JamesAddresses() {}

    /** James' value of an address. */
    public static MailAddress of(EmailAddress address) {
        try {
            return new MailAddress(address.text());
        } catch (AddressException e) {
            throw new IllegalStateException("James takes no address that was read: " + address, e);
        }
    }

    /** James' value of a domain. */
    public static Domain of(DomainName name) {
        return Domain.of(name.text());
    }

    /**
     * Reads an address in a protocol or a message, without angle brackets. Its domain may be an address literal of IPv4 (RFC 5321 4.1.3),
     * with or without its brackets.
     */
    public static Optional<MailAddress> ofWire(String said) {
        Optional<EmailAddress> address = EmailAddress.ofWire(said);
        return address.isPresent() ? address.map(JamesAddresses::of) : ofLiteral(said);
    }

    private static Optional<MailAddress> ofLiteral(String said) {
        int at = said.lastIndexOf('@');
        String domain = said.substring(at + 1);
        if (at < 0 || !domain.matches("\\[?[0-9]{1,3}(\\.[0-9]{1,3}){3}]?")) {
            return Optional.empty();
        }
        return EmailAddress.localPart(said.substring(0, at)).flatMap(local -> asJamesReads(local + "@" + domain));
    }

    private static Optional<MailAddress> asJamesReads(String text) {
        try {
            return Optional.of(new MailAddress(text));
        } catch (AddressException outOfRange) {
            return Optional.empty();
        }
    }
}
