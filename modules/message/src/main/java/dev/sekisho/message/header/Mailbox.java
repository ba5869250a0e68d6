// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox of an address field, such as {@code "Doe, John" <john@example.org>}. What is no address has an empty local part and an empty
 * domain: a name alone. A local part without a domain, such as {@code root}, has an empty domain.
 *
 * @param name the display name, or the comment in its place; without its quotes; encoded words are not decoded
 * @param route the obsolete source route, with its {@code @} (RFC 5322 4.4)
 * @param localPart without its quotes
 * @param domain without comments and white space; a literal with its brackets
 */
public record Mailbox(@Nullable RawText name, @Nullable RawText route, RawText localPart, RawText domain)
        implements Address {
    @Override
    public <R> R fold(Function<Mailbox, R> mailbox, Function<MailboxGroup, R> group) {
        return mailbox.apply(this);
    }
}
