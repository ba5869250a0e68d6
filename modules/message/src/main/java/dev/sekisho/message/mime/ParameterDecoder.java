// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.Charsets;
import dev.sekisho.message.header.HeaderText;
import dev.sekisho.message.header.RawText;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Decodes the values of parameters: charsets of RFC 2231, and what programs write that do not know it. */
final class ParameterDecoder {
    private ParameterDecoder() {}

    /** The form of RFC 2231 counts before the plain one, which is there for old programs. */
    static Optional<String> decode(Parameters parameters, String name) {
        return parameters
                .raw(name + "*")
                .map(ParameterDecoder::extended)
                .or(() -> parameters.raw(name).map(HeaderText::decode));
    }

    private static String extended(RawText value) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        percentDecode(afterCharset(value.octets()), octets);
        return Charsets.decode(octets.toByteArray(), charset(value.octets()));
    }

    private static String charset(String value) {
        int quote = value.indexOf('\'');
        return quote < 0 ? "" : value.substring(0, quote);
    }

    /** What follows {@code charset'language'}; all of it where that is missing. */
    private static String afterCharset(String value) {
        int first = value.indexOf('\'');
        int second = value.indexOf('\'', first + 1);
        return first < 0 || second < 0 ? value : value.substring(second + 1);
    }

    private static void percentDecode(String value, ByteArrayOutputStream octets) {
        for (int i = 0; i < value.length(); i++) {
            int high = hex(value, i + 1);
            int low = hex(value, i + 2);
            if (value.charAt(i) == '%' && high >= 0 && low >= 0) {
                octets.write(high << 4 | low);
                i += 2;
            } else {
                octets.write(value.charAt(i));
            }
        }
    }

    private static int hex(String value, int at) {
        return at < value.length() ? Character.digit(value.charAt(at), 16) : -1;
    }
}
