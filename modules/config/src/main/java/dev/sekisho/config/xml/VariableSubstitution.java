// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.xml;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills <code>${env:NAME}</code> and <code>${env:NAME:-otherwise}</code> in, the notation of James' own files. Anything else that begins
 * with a dollar sign is left as it is.
 *
 * @param environment the value of an environment variable, if it is set
 */
public record VariableSubstitution(Function<String, Optional<String>> environment) {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{env:(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<default>:-(?<otherwise>[^}]*))?}");

    /** The text with its variables filled in; one that is not set stays, and its name goes to {@code unset}. */
    String fill(String text, Consumer<String> unset) {
        return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(valueOf((Matcher) match, unset)));
    }

    /** True if a variable was left as it is because it is not set. */
    public static boolean unfilled(String text) {
        return VARIABLE.matcher(text).find();
    }

    private String valueOf(Matcher match, Consumer<String> unset) {
        String name = match.group("name");
        Optional<String> value = environment
                .apply(name)
                .or(() -> Optional.ofNullable(match.group("default") == null ? null : match.group("otherwise")));
        if (value.isEmpty()) {
            unset.accept(name);
        }
        return value.orElseGet(match::group);
    }
}
