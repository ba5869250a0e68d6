// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.fetch;

/** One method for each kind of item; what is returned by it is returned by {@link FetchItem#accept}. */
public interface FetchItemVisitor<R> {
    /** An item without arguments. */
    R attribute(FetchAttribute item);

    /** {@code BODY[...]}. */
    R section(BodySection item);

    /** {@code BINARY[...]}. */
    R binary(BinarySection item);

    /** {@code BINARY.SIZE[...]}. */
    R binarySize(BinarySize item);
}
