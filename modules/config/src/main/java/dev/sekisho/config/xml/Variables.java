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
public record Variables(Function<String, Optional<String>> environment) {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{env:(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<default>:-(?<otherwise>[^}]*))?}");

    /** The text with its variables filled in; the name of each that is not set goes to {@code unset}. */
    String fill(String text, Consumer<String> unset) {
        return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(valueOf((Matcher) match, unset)));
    }

    private String valueOf(Matcher match, Consumer<String> unset) {
        String name = match.group("name");
        Optional<String> value = environment.apply(name);
        if (value.isEmpty() && match.group("default") == null) {
            unset.accept(name);
        }
        return value.orElseGet(
                () -> Optional.ofNullable(match.group("otherwise")).orElse(""));
    }
}
