// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.fetch;

/** Something of a message that a client asks for (RFC 9051 6.4.5). */
public sealed interface FetchItem permits FetchAttribute, BodySection, BinarySection, BinarySize {
    /** Calls the method of the visitor that is for this item. */
    <R> R accept(FetchItemVisitor<R> visitor);
}
