// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import dev.sekisho.message.mime.MediaType;
import dev.sekisho.message.mime.PartFields;

/** The beginning of the text of one part, as a person would read it. */
public final class PartText {
    private final int most;
    private final StringBuilder text = new StringBuilder();
    private final OctetSink decoder;

    /**
     * Decodes a part of the type {@code text}.
     *
     * @param most how many chars are kept
     */
    public PartText(MediaType type, PartFields fields, int most) {
        this.most = most;
        this.decoder = BodyText.decoder(type, fields, this::keep);
    }

    /** Octets as they are in the message. After enough of them they are ignored. */
    public void octets(byte[] buffer, int start, int end) {
        if (text.length() < most) {
            decoder.accept(buffer, start, end);
        }
    }

    /** The text, after the last octets. */
    public CharSequence end() {
        if (text.length() < most) {
            decoder.end();
        }
        return text;
    }

    private void keep(CharSequence piece) {
        text.append(piece, 0, Math.min(piece.length(), most - text.length()));
    }
}
