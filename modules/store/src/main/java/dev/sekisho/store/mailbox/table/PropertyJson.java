// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sekisho.store.sql.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.mailbox.store.mail.model.Property;
import org.apache.james.mailbox.store.mail.model.impl.Properties;
import org.jspecify.annotations.Nullable;

/**
 * James' properties of a message as one text: a JSON list of the number of lines and then, for each property, its
 * namespace, name and value. The start that all of James' namespaces share is written as {@code ~}.
 */
public final class PropertyJson {

    private static final String SHARED = "http://james.apache.org/rfc";
    private static final JsonMapper JSON = new JsonMapper();

    private PropertyJson() {}

    public static String write(Properties properties) {
        List<@Nullable String> parts = new ArrayList<>();
        Long lines = properties.getTextualLineCount();
        parts.add(lines == null ? null : lines.toString());
        for (Property property : properties.toProperties()) {
            parts.add(shortened(property.getNamespace()));
            parts.add(property.getLocalName());
            parts.add(property.getValue());
        }
        try {
            // PostgreSQL keeps no NUL in a text.
            return JSON.writeValueAsString(parts).replace("\\u0000", "");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts is always JSON", e);
        }
    }

    public static Properties read(String text) {
        try {
            @Nullable String[] parts = JSON.readValue(text, String[].class);
            List<Property> properties = new ArrayList<>();
            for (int i = 1; i + 2 < parts.length; i += 3) {
                properties.add(new Property(lengthened(part(parts, i)), part(parts, i + 1), part(parts, i + 2)));
            }
            String lines = parts[0];
            return new Properties(properties, lines == null ? null : Long.valueOf(lines));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new StoreException("a message's properties are not as they were written: " + text, e);
        }
    }

    private static String part(@Nullable String[] parts, int index) {
        String part = parts[index];
        if (part == null) {
            throw new IllegalArgumentException("part " + index + " is null");
        }
        return part;
    }

    private static String shortened(String namespace) {
        return namespace.startsWith(SHARED) ? "~" + namespace.substring(SHARED.length()) : namespace;
    }

    private static String lengthened(String namespace) {
        return namespace.startsWith("~") ? SHARED + namespace.substring(1) : namespace;
    }
}
