// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.fetch;

/**
 * {@code BINARY.SIZE[part]} (RFC 9051 6.4.5): how many octets a part has without its transfer encoding.
 *
 * @param part which part
 */
public record BinarySize(PartNumber part) implements FetchItem {
    @Override
    public <R> R accept(FetchItemVisitor<R> visitor) {
        return visitor.binarySize(this);
    }
}
