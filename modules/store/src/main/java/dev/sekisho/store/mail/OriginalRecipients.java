// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mail;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * ORCPT of the recipients of a mail as it was given, address type, semicolon and xtext (RFC 3461 4.2): octet for octet it goes on to the next
 * server (5.2). James' own parameters hold addresses alone, which other types than rfc822 are not.
 */
public final class OriginalRecipients {
    private static final AttributeName NAME = AttributeName.of("dev.sekisho.orcpt");

    private OriginalRecipients() {}

    /** Keeps them with a mail, in the place of those it had; none for none. */
    public static void set(Mail mail, Map<MailAddress, String> said) {
        if (said.isEmpty()) {
            mail.removeAttribute(NAME);
            return;
        }
        Map<String, AttributeValue<?>> values = new LinkedHashMap<>();
        said.forEach((recipient, orcpt) -> values.put(recipient.asString(), AttributeValue.of(orcpt)));
        mail.setAttribute(new Attribute(NAME, AttributeValue.of(values)));
    }

    /** The ORCPT of a recipient. */
    public static Optional<String> of(Mail mail, MailAddress recipient) {
        return AttributeUtils.getAttributeValueFromMail(mail, NAME)
                .filter(Map.class::isInstance)
                .map(values -> ((Map<?, ?>) values).get(recipient.asString()))
                .map(value -> String.valueOf(((AttributeValue<?>) value).value()));
    }
}
