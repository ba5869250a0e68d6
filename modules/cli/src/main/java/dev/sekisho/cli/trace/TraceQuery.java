// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.trace;

import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLine;
import dev.sekisho.store.log.MailName;
import dev.sekisho.store.outgoing.OutgoingMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is looked for: a message by its name or its number in the outgoing queue, a Message-ID, an address, or all addresses of a domain.
 *
 * @param text as it was typed
 */
record TraceQuery(String text) {
    private static final List<LogKey> NAMES = List.of(LogKey.ID, LogKey.ABOUT);

    /** True if a line is about it. */
    boolean matches(LogLine line) {
        if (text.indexOf('@') < 0) {
            return line.value(LogKey.QUEUE).filter(text::equals).isPresent()
                    || NAMES.stream()
                            .anyMatch(
                                    key -> line.value(key).filter(this::isName).isPresent());
        }
        return line.value(LogKey.MESSAGE_ID).filter(this::isMessageId).isPresent()
                || matches(Stream.of(
                                line.value(LogKey.FROM),
                                line.value(LogKey.TO),
                                line.value(LogKey.INTO),
                                mailboxOf(line))
                        .flatMap(Optional::stream)
                        .flatMap(value -> split(value).stream())
                        .toList());
    }

    private static Optional<String> mailboxOf(LogLine line) {
        return line.values().containsKey(LogKey.MAILBOX) ? line.value(LogKey.USER) : Optional.empty();
    }

    /** True if one of these addresses is meant. */
    boolean matches(Collection<String> addresses) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return addresses.stream()
                .map(address -> address.toLowerCase(Locale.ROOT))
                .anyMatch(address -> wanted.startsWith("@") ? address.endsWith(wanted) : address.equals(wanted));
    }

    /** True if a message on its way out is meant. */
    boolean matches(OutgoingMessage message) {
        return text.equals(Long.toString(message.id()))
                || isName(message.name())
                || matches(Stream.concat(
                                message.sender().stream(),
                                message.recipients().stream().map(each -> each.address()))
                        .toList());
    }

    /** True if this is the name of the message, or of a part of it. */
    boolean isName(String name) {
        return text.indexOf('@') < 0 && MailName.origin(name).equals(MailName.origin(text));
    }

    private boolean isMessageId(String found) {
        return found.equals(text) || found.equals("<" + text + ">");
    }

    /** The addresses of a list; a comma within a quoted local part divides none. */
    static List<String> split(String list) {
        List<String> addresses = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < list.length(); i++) {
            char each = list.charAt(i);
            if (each == '\\' && quoted) {
                i++;
            } else if (each == '"') {
                quoted = !quoted;
            } else if (each == ',' && !quoted) {
                addresses.add(list.substring(begin, i));
                begin = i + 1;
            }
        }
        addresses.add(list.substring(begin));
        return addresses;
    }
}
