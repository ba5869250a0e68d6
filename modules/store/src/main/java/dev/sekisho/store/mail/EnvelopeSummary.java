// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator sees of a stored mail's envelope. One that cannot be read is no fault here: it says so in the place of its error.
 *
 * @param recipients where the mail goes
 * @param processor the processor that has it, or is to have it
 * @param error what the last mailet that failed said; may be of many lines
 * @param failures how often processing it has failed
 * @param remoteHost the name of whom it came from
 * @param remoteAddress the address of whom it came from
 * @param attributes by name, in the order they are kept in; what is no text is JSON
 */
public record EnvelopeSummary(
        List<String> recipients,
        Optional<String> processor,
        Optional<String> error,
        Optional<Long> failures,
        Optional<String> remoteHost,
        Optional<String> remoteAddress,
        Map<String, String> attributes) {

    /** Where mailets that send a notice leave what they say of the failure. */
    private static final String DELIVERY_ERROR = "delivery-error";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the collections. */
    public EnvelopeSummary {
        recipients = List.copyOf(recipients);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    static EnvelopeSummary of(String json) {
        try {
            return of(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return new EnvelopeSummary(
                    List.of(),
                    Optional.empty(),
                    Optional.of("the envelope cannot be read"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
        }
    }

    private static EnvelopeSummary of(JsonNode json) {
        List<String> recipients = new ArrayList<>();
        json.path("recipients").forEach(recipient -> recipients.add(recipient.asText()));
        Map<String, String> attributes = new LinkedHashMap<>();
        json.path("attributes").properties().forEach(each -> attributes.put(each.getKey(), value(each.getValue())));
        Optional<String> failures = Optional.ofNullable(attributes.get(DequeueTransaction.FAILURES.asString()));
        return new EnvelopeSummary(
                recipients,
                text(json, "state"),
                text(json, "error").or(() -> Optional.ofNullable(attributes.get(DELIVERY_ERROR))),
                failures.filter(text -> text.matches("[0-9]{1,9}")).map(Long::valueOf),
                text(json, "remoteHost"),
                text(json, "remoteAddress"),
                attributes);
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.of(json.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    /** James keeps a value beside the name of what reads it. */
    private static String value(JsonNode attribute) {
        JsonNode value = attribute.path("value");
        return value.isTextual() ? value.asText() : value.isMissingNode() ? attribute.toString() : value.toString();
    }
}
