// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.fetch;

import java.util.Optional;

/**
 * {@code BODY[section]<partial>} (RFC 9051 6.4.5).
 *
 * @param section which octets of the message
 * @param peek true for {@code BODY.PEEK}: the message is not marked {@code \Seen}
 * @param partial which of these octets; empty for all
 */
public record BodySection(Section section, boolean peek, Optional<Partial> partial) implements FetchItem {
    @Override
    public <R> R accept(FetchItemVisitor<R> visitor) {
        return visitor.section(this);
    }
}
