// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import dev.sekisho.message.header.HeaderField;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.header.HeaderText;
import dev.sekisho.message.header.RawText;
import java.io.IOException;
import java.io.InputStream;

/**
 * The grams of all that SEARCH TEXT, BODY and HEADER look at in a message: of its header and of the text of its parts.
 *
 * @param grams in ascending order, each once; not to be changed by anybody
 * @param complete false if there is text whose grams are not all there: no search may leave out such a message because of its grams
 */
@SuppressWarnings("ArrayRecordComponent")
public record MessageGrams(int[] grams, boolean complete) {
    /** So many characters of a message's text are read. */
    public static final int MOST_TEXT = 1 << 20;

    /** So many octets of a header are read. */
    public static final int MOST_HEADER = 1 << 20;

    /**
     * Reads a message.
     *
     * @param header the octets of its header, at most {@link #MOST_HEADER} of them
     * @param message all of it; not closed
     */
    public static MessageGrams of(byte[] header, InputStream message) throws IOException {
        Reader reader = new Reader();
        reader.header(header);
        BodyText.read(message, reader);
        return reader.end(header.length < MOST_HEADER && !continuesFormerLine(header));
    }

    /** What a delivery puts before such a message is one field with its first line. */
    private static boolean continuesFormerLine(byte[] header) {
        return header.length > 0 && (header[0] == ' ' || header[0] == '\t');
    }

    /** Collects grams of texts. */
    private static final class Reader implements TextSink {
        private final TextGrams grams = new TextGrams();
        private final FoldedText folded = new FoldedText(this::piece);
        private int size;

        void header(byte[] header) {
            for (HeaderField field : HeaderFields.cut(header)) {
                line(field.line());
                if (field.octets().octets().indexOf(0) >= 0) {
                    line(field.body());
                }
            }
        }

        private void line(RawText line) {
            grams.add(SearchText.fold(HeaderText.decode(line)));
            grams.end();
        }

        private void piece(String piece) {
            size += piece.length();
            grams.add(piece);
        }

        @Override
        public void accept(CharSequence text) {
            folded.accept(text);
        }

        @Override
        public boolean isDone() {
            return size > MOST_TEXT;
        }

        MessageGrams end(boolean headerIsComplete) {
            folded.end();
            return new MessageGrams(grams.toArray(), headerIsComplete && !isDone());
        }
    }
}
