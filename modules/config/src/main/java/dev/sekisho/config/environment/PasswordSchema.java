// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.environment;

import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The schema of passwords. */
public final class PasswordSchema {
    public static final ValueType<Path> PATH = ValueType.of(
            PasswordSchema::path, "is not a path", "use a path, absolute or relative to the folder of this file");

    public static final AttributeSchema<Path> PASSWORD_FILE =
            AttributeSchema.optional("file", PATH, "The file whose first line is the password.");
    public static final AttributeSchema<String> PASSWORD_VARIABLE = AttributeSchema.optional(
            "env",
            ValueType.of(
                    text -> text.matches("[A-Za-z_][A-Za-z0-9_]*") ? Optional.of(text) : Optional.empty(),
                    "is not the name of an environment variable",
                    "use letters, digits and underscores"),
            "The environment variable that holds the password.");
    public static final AttributeSchema<Boolean> PASSWORD_LITERAL = AttributeSchema.optional(
            "literal", ValueTypes.BOOLEAN, "True if the text of the element is the password. It gives a warning.");
    public static final ElementSchema<String> PASSWORD = ElementSchema.of(
                    "password", ValueTypes.ANY.asSecret(), "The password of the key.", "the key is not encrypted")
            .having(PASSWORD_FILE, PASSWORD_VARIABLE, PASSWORD_LITERAL);

    private PasswordSchema() {}

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException malformed) {
            return Optional.empty();
        }
    }
}
