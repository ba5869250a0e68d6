// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import dev.sekisho.imap.value.Flag;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A message of APPEND or REPLACE.
 *
 * @param flags its flags
 * @param date its internal date; empty for now
 * @param parts what it is put together of, in order: one literal, or the parts of CATENATE (RFC 4469)
 */
public record AppendMessage(Set<Flag> flags, Optional<OffsetDateTime> date, List<MessagePart> parts) {
    public AppendMessage {
        flags = OrderedCopies.ordered(flags);
        parts = List.copyOf(parts);
    }
}
