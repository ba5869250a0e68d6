// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.nio.charset.StandardCharsets;

/**
 * Where the octets of a message are.
 *
 * @param body the number of its body
 * @param prefix header lines that its delivery has put before the body, each with its CR LF
 * @param octets the size of both
 * @param headerOctets of which so many are the header and the empty line behind it
 */
public record MessageContent(long body, String prefix, long octets, long headerOctets) {

    /** How far the offsets of a summary, which is of the body alone, are to be moved. */
    public int prefixOctets() {
        return prefix.getBytes(StandardCharsets.UTF_8).length;
    }
}
