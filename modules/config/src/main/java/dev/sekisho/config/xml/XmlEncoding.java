// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.xml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The encoding of a file (XML 1.0, 4.3.3 and appendix F): that of the byte-order mark or of the declaration, else UTF-8. The parser does not
 * say where octets are of another.
 *
 * @param charset the encoding
 * @param declared true if the declaration names it
 */
record XmlEncoding(Charset charset, boolean declared) {
    private static final int DECLARATION = 200;
    private static final Pattern NAMED =
            Pattern.compile("^<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    /** The encoding of a file; empty where only the parser can tell: it is unknown here, or has two octets for each ASCII character. */
    static Optional<XmlEncoding> of(byte[] octets) {
        if (startsWith(octets, 0xFE, 0xFF)) {
            return Optional.of(new XmlEncoding(StandardCharsets.UTF_16BE, false));
        }
        if (startsWith(octets, 0xFF, 0xFE)) {
            return Optional.of(new XmlEncoding(StandardCharsets.UTF_16LE, false));
        }
        if (startsWith(octets, 0, '<') || startsWith(octets, '<', 0)) {
            return Optional.empty();
        }
        int mark = startsWith(octets, 0xEF, 0xBB) ? 3 : 0;
        String begin = new String(
                octets,
                Math.min(mark, octets.length),
                Math.min(DECLARATION, Math.max(0, octets.length - mark)),
                StandardCharsets.ISO_8859_1);
        Matcher named = NAMED.matcher(begin);
        return named.find()
                ? charset(named.group(1)).map(charset -> new XmlEncoding(charset, true))
                : Optional.of(new XmlEncoding(StandardCharsets.UTF_8, false));
    }

    private static boolean startsWith(byte[] octets, int first, int second) {
        return octets.length >= 2 && (octets[0] & 0xFF) == first && (octets[1] & 0xFF) == second;
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Charset.isSupported(name) ? Optional.of(Charset.forName(name)) : Optional.empty();
        } catch (IllegalCharsetNameException unknown) {
            return Optional.empty();
        }
    }

    /** The line, from 1, of the first octets that are none of this encoding; empty if there are none. */
    OptionalInt faultyLine(byte[] octets) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(octets);
        CharBuffer out = CharBuffer.allocate(8192);
        int line = 1;
        char last = 0;
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            out.flip();
            while (out.hasRemaining()) {
                char each = out.get();
                line += each == '\r' || each == '\n' && last != '\r' ? 1 : 0;
                last = each;
            }
            out.clear();
            if (result.isError()) {
                return OptionalInt.of(line);
            }
            if (result.isUnderflow()) {
                return OptionalInt.empty();
            }
        }
    }

    /** What is wrong with a line that {@link #faultyLine} names. */
    String fault() {
        return declared
                ? "the characters of this line are not in " + charset + ", the encoding that the first line names"
                : "the characters of this line are not in " + charset
                        + ", the encoding of a file whose first line names no other";
    }
}
