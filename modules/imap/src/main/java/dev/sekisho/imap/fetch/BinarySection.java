// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.fetch;

import java.util.Optional;

/**
 * {@code BINARY[part]<partial>} (RFC 9051 6.4.5, RFC 3516 4.2): a part without its transfer encoding.
 *
 * @param part which part
 * @param peek true for {@code BINARY.PEEK}: the message is not marked {@code \Seen}
 * @param partial which of the decoded octets; empty for all
 */
public record BinarySection(PartNumber part, boolean peek, Optional<Partial> partial) implements FetchItem {
    @Override
    public <R> R accept(FetchItemVisitor<R> visitor) {
        return visitor.binary(this);
    }
}
