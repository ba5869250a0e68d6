// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message;

import java.nio.charset.StandardCharsets;

/** Messages of tests, written with LF and one char for each octet. */
public final class Messages {
    private Messages() {}

    /** With CRLF for each LF. */
    public static byte[] message(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] utf8(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
