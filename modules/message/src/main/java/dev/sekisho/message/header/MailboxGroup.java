// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.util.List;
import java.util.function.Function;

/** A group of an address field, such as {@code undisclosed-recipients:;}. */
public record MailboxGroup(RawText name, List<Mailbox> members) implements Address {
    public MailboxGroup {
        members = List.copyOf(members);
    }

    @Override
    public <R> R fold(Function<Mailbox, R> mailbox, Function<MailboxGroup, R> group) {
        return group.apply(this);
    }
}
