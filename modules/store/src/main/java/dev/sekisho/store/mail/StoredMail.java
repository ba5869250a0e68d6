// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.store.sql.StoreException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a row keeps of a {@code Mail} besides its body.
 *
 * @param name the mail's name
 * @param sender the reverse path, null for the empty one
 * @param envelope all else, as JSON: recipients, state, error, where it came from, attributes (DSN parameters among
 *     them), headers for single recipients
 */
public record StoredMail(String name, @Nullable String sender, String envelope) {

    private static final Logger LOGGER = LoggerFactory.getLogger(StoredMail.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a mail; an attribute whose value James cannot write as JSON is left out, with a warning. */
    @SuppressWarnings("JavaUtilDate") // James'
    public static StoredMail of(Mail mail) {
        ObjectNode envelope = JSON.createObjectNode();
        ArrayNode recipients = envelope.putArray("recipients");
        mail.getRecipients().forEach(recipient -> recipients.add(recipient.asString()));
        envelope.put("state", mail.getState());
        envelope.put("error", mail.getErrorMessage());
        envelope.put("remoteHost", mail.getRemoteHost());
        envelope.put("remoteAddress", mail.getRemoteAddr());
        if (mail.getLastUpdated() != null) {
            envelope.put("lastUpdated", mail.getLastUpdated().getTime());
        }
        ObjectNode attributes = envelope.putObject("attributes");
        mail.attributes()
                .filter(attribute -> !DequeueTransaction.isOne(attribute))
                .forEach(attribute -> putAttribute(attributes, mail, attribute));
        putHeaders(envelope.putArray("headers"), mail.getPerRecipientSpecificHeaders());
        return new StoredMail(
                mail.getName(),
                mail.getMaybeSender().asOptional().map(MailAddress::asString).orElse(null),
                envelope.toString());
    }

    private static void putAttribute(ObjectNode attributes, Mail mail, Attribute attribute) {
        String name = attribute.getName().asString();
        attribute
                .getValue()
                .toJson()
                .ifPresentOrElse(
                        json -> attributes.set(name, json),
                        () -> LOGGER.warn(
                                "mail {}: the value of its attribute {} cannot be stored and is dropped",
                                mail.getName(),
                                name));
    }

    private static void putHeaders(ArrayNode headers, PerRecipientHeaders perRecipient) {
        perRecipient
                .getHeadersByRecipient()
                .forEach((recipient, header) -> headers.addArray()
                        .add(recipient.asString())
                        .add(header.getName())
                        .add(header.getValue()));
    }

    /**
     * The mail that was kept.
     *
     * @param body reads its body; null if it had none
     * @throws StoreException if the envelope is not of the form that {@link #of} writes
     */
    @SuppressWarnings("JavaUtilDate") // James'
    public MailImpl toMail(@Nullable StoredMimeSource body) {
        try {
            JsonNode json = JSON.readTree(envelope);
            MailImpl.Builder builder = MailImpl.builder()
                    .name(name)
                    .state(text(json, "state"))
                    .errorMessage(text(json, "error"))
                    .remoteHost(text(json, "remoteHost"))
                    .remoteAddr(text(json, "remoteAddress"));
            if (sender != null) {
                builder.sender(sender);
            }
            if (json.has("lastUpdated")) {
                builder.lastUpdated(new Date(json.get("lastUpdated").asLong()));
            }
            addRecipients(builder, json);
            for (Map.Entry<String, JsonNode> each : json.get("attributes").properties()) {
                builder.addAttribute(
                        new Attribute(AttributeName.of(each.getKey()), AttributeValue.fromJson(each.getValue())));
            }
            MailImpl mail = builder.build();
            if (body != null) {
                mail.setMessageNoCopy(new StoredMimeMessage(body));
            }
            return mail;
        } catch (JsonProcessingException | MessagingException | RuntimeException e) {
            throw new StoreException("mail " + name + ": found an envelope that cannot be read", e);
        }
    }

    /** Whether {@link #toMail} can make a mail of it. */
    public boolean isReadable() {
        try {
            var unused = toMail(null);
            return true;
        } catch (StoreException unreadable) {
            return false;
        }
    }

    private static void addRecipients(MailImpl.Builder builder, JsonNode json) throws AddressException {
        for (JsonNode recipient : json.get("recipients")) {
            builder.addRecipient(new MailAddress(recipient.asText()));
        }
        for (JsonNode header : json.get("headers")) {
            builder.addHeaderForRecipient(
                    PerRecipientHeaders.Header.builder()
                            .name(header.get(1).asText())
                            .value(header.get(2).asText())
                            .build(),
                    new MailAddress(header.get(0).asText()));
        }
    }

    /** What an operator sees of the envelope. */
    public EnvelopeSummary details() {
        return EnvelopeSummary.of(envelope);
    }

    /**
     * The same mail, to be processed from here on as if nothing had failed yet.
     *
     * @throws StoreException if the envelope is not of the form that {@link #of} writes
     */
    public StoredMail beginningAt(String processor) {
        try {
            ObjectNode changed = JSON.readValue(envelope, ObjectNode.class);
            changed.put("state", processor).putNull("error");
            if (changed.get("attributes") instanceof ObjectNode attributes) {
                attributes.remove(List.of(DequeueTransaction.FAILURES.asString(), Mail.MAILET_ERROR.asString()));
            }
            return new StoredMail(name, sender, changed.toString());
        } catch (JsonProcessingException e) {
            throw new StoreException("mail " + name + ": found an envelope that cannot be read", e);
        }
    }

    /** Whether the mail goes to this address, upper and lower case being the same. */
    public boolean hasRecipient(String address) {
        try {
            for (JsonNode recipient : JSON.readTree(envelope).get("recipients")) {
                if (recipient.asText().equalsIgnoreCase(address)) {
                    return true;
                }
            }
            return false;
        } catch (JsonProcessingException e) {
            throw new StoreException("mail " + name + ": found an envelope that cannot be read", e);
        }
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }
}
