// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.policy.diagnostics.ParseResult;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Hints for common errors in lists of addresses and domains. */
public final class AddressHints {
    private static final String NAMED = ".*<.*>.*";

    private AddressHints() {}

    /** Where a domain stands alone, as in routes. */
    public static Optional<String> inPattern(String text) {
        if (text.equals("*")) {
            return Optional.of("leave it out for all");
        }
        if (text.equals("<>")) {
            return Optional.of("remove it: bounces have the null sender and use the routes without a sender");
        }
        if (text.matches(NAMED)) {
            return Optional.of("write the address alone, without < and >");
        }
        if (text.matches(".*[,;\\s].*")) {
            return Optional.of("write each in a separate element");
        }
        if (text.matches("\\*@.*")) {
            return Optional.of("write the domain alone, without *@");
        }
        if (text.startsWith(".")) {
            return Optional.of("write *" + text + " for the domains below it");
        }
        return text.matches("[^@]+@.*") ? inDomainOf(text) : Hints.inName(text);
    }

    /** Where a domain has an {@code @} before it, as in policies. */
    public static Optional<String> inAddressOrAtDomain(String text) {
        if (text.matches(NAMED)) {
            return Optional.of("write the address alone, without < and >");
        }
        if (ValueTypes.DOMAIN.reading().apply(text).isPresent()) {
            return Optional.of("write @" + text + " for the whole domain");
        }
        return text.matches("\\*@.*") ? Optional.of("write the domain with its @, without the *") : inDomainOf(text);
    }

    private static Optional<String> inDomainOf(String address) {
        return EmailAddress.read(address) instanceof ParseResult.Rejected<EmailAddress> refused && address.contains("@")
                ? Optional.of(Hints.of(refused))
                : Optional.empty();
    }

    /** What to do about the first word of a list that cannot be read. */
    public static <T> Optional<String> inWords(
            String text, Function<String, Optional<T>> reading, Function<String, Optional<String>> hint) {
        if (text.matches(".*[,;].*")) {
            return Optional.of("separate them with blanks");
        }
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> reading.apply(word).isEmpty())
                .findFirst()
                .flatMap(word -> hint.apply(word)
                        .map(what -> what.startsWith("it ") ? word + ": " + what : "instead of " + word + ", " + what));
    }
}
