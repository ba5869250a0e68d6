// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import org.bouncycastle.util.io.pem.PemObject;

/**
 * A block of a PEM file (RFC 7468 2).
 *
 * @param object its label, headers and content
 * @param number its place among the blocks of the file, from 1
 * @param line the line of its beginning, from 1
 */
record PemBlock(PemObject object, int number, int line) {
    String type() {
        return object.getType();
    }

    byte[] content() {
        return object.getContent();
    }

    /** Which block it is, for the operator. */
    String which() {
        return which(number, type(), line);
    }

    static String which(int number, String type, int line) {
        return "block " + number + " (" + type + ", line " + line + ")";
    }
}
