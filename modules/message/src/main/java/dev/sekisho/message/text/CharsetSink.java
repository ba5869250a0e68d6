// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import dev.sekisho.message.header.Charsets;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes octets in a charset to text. Without a charset it is UTF-8 up to the first octet that is not; the rest is windows-1252, or behind an
 * escape to Japanese characters ISO-2022-JP.
 */
final class CharsetSink implements OctetSink {
    private static final int LONGEST_SEQUENCE = 16;
    private static final String ISO_2022_JP = "iso-2022-jp";

    private final TextSink text;
    private final CharBuffer chars = CharBuffer.allocate(2048);
    private final byte[] rest = new byte[LONGEST_SEQUENCE];
    private int restSize;
    private CharsetDecoder decoder;
    private boolean guessing;

    /** Decodes in a charset; null if the text has none, or an unknown one. */
    CharsetSink(@Nullable Charset charset, TextSink text) {
        this.text = text;
        this.guessing = charset == null;
        this.decoder = guessing
                ? StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                : lenient(charset == null ? StandardCharsets.UTF_8 : charset);
    }

    private static CharsetDecoder lenient(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    @Override
    public void accept(byte[] buffer, int start, int end) {
        int from = start;
        if (guessing && isJapanese(buffer, start, end)) {
            guess(ISO_2022_JP);
        }
        while (restSize > 0 && from < end) {
            rest[restSize++] = buffer[from++];
            decodeRest(false);
        }
        ByteBuffer octets = ByteBuffer.wrap(buffer, from, end - from);
        decode(octets, false);
        keepRest(octets);
    }

    private void guess(String label) {
        guessing = false;
        decoder = lenient(Charsets.labelled(label).orElse(StandardCharsets.UTF_8));
    }

    /** The escape to JIS X 0208, which no other text has. */
    private static boolean isJapanese(byte[] buffer, int start, int end) {
        for (int i = start; i + 2 < end; i++) {
            if (buffer[i] == 0x1B && buffer[i + 1] == '$' && (buffer[i + 2] == 'B' || buffer[i + 2] == '@')) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void end() {
        decodeRest(true);
        decoder.flush(chars);
        flush();
    }

    private void decodeRest(boolean last) {
        ByteBuffer octets = ByteBuffer.wrap(rest, 0, restSize);
        decode(octets, last);
        restSize = 0;
        keepRest(octets);
        if (restSize == LONGEST_SEQUENCE) {
            restSize = 0;
        }
    }

    private void keepRest(ByteBuffer octets) {
        while (octets.hasRemaining() && restSize < LONGEST_SEQUENCE) {
            rest[restSize++] = octets.get();
        }
    }

    private void decode(ByteBuffer octets, boolean last) {
        while (true) {
            CoderResult result = decoder.decode(octets, chars, last);
            if (result.isMalformed() && guessing) {
                guess("windows-1252");
            } else {
                boolean more = result.isOverflow();
                flush();
                if (!more) {
                    return;
                }
            }
        }
    }

    private void flush() {
        chars.flip();
        if (chars.hasRemaining()) {
            text.accept(chars.toString());
        }
        chars.clear();
    }
}
