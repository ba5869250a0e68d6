// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mail;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/** Which recipients of a mail its sender did not name: they stand for an address of a local domain, which has the mail sent on. */
public final class ForwardedRecipients {
    private static final AttributeName NAME = AttributeName.of("dev.sekisho.forwarded");

    private ForwardedRecipients() {}

    /** Keeps them with a mail, in the place of those it had, each with the domain that it stands for; none for none. */
    public static void set(Mail mail, Map<MailAddress, Domain> forwarded) {
        if (forwarded.isEmpty()) {
            mail.removeAttribute(NAME);
            return;
        }
        Map<String, AttributeValue<?>> values = new LinkedHashMap<>();
        forwarded.forEach(
                (recipient, domain) -> values.put(recipient.asString(), AttributeValue.of(domain.asString())));
        mail.setAttribute(new Attribute(NAME, AttributeValue.of(values)));
    }

    /** The domain that a recipient stands for; empty if the sender named the recipient. */
    public static Optional<Domain> of(Mail mail, MailAddress recipient) {
        return AttributeUtils.getAttributeValueFromMail(mail, NAME)
                .filter(Map.class::isInstance)
                .map(values -> ((Map<?, ?>) values).get(recipient.asString()))
                .map(value -> Domain.of(String.valueOf(((AttributeValue<?>) value).value())));
    }
}
