// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.fetch;

/**
 * Some octets of a section (RFC 9051 6.4.5).
 *
 * @param offset the first one, from 0
 * @param length at most so many, from 1
 */
public record Partial(long offset, long length) {
    public Partial {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException("partial <" + offset + "." + length + ">");
        }
    }
}
