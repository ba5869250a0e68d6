// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import dev.sekisho.message.mime.MediaType;
import dev.sekisho.message.mime.PartFields;
import dev.sekisho.message.mime.PartListener;
import dev.sekisho.message.text.PartText;
import org.jspecify.annotations.Nullable;

/** Takes the beginning of the text that a person sees first: of the first plain text, or of the first HTML where there is none. */
final class PreviewListener implements PartListener {
    private @Nullable PartText part;
    private boolean plain;
    private String preview = "";

    @Override
    public boolean begin(MediaType type, PartFields fields) {
        boolean attached =
                fields.disposition() != null && fields.disposition().type().equals("attachment");
        boolean better = preview.isEmpty() || !plain && type.subtype().equals("plain");
        boolean wanted = type.isText() && !attached && better && !type.subtype().equals("calendar");
        if (wanted) {
            plain = type.subtype().equals("plain");
            part = new PartText(type, fields, Preview.MOST_TEXT);
        }
        return wanted;
    }

    @Override
    public void content(byte[] buffer, int start, int end) {
        if (part != null) {
            part.octets(buffer, start, end);
        }
    }

    @Override
    public void end() {
        if (part != null) {
            String found = Preview.of(part.end());
            preview = found.isEmpty() ? preview : found;
            part = null;
        }
    }

    String preview() {
        return preview;
    }
}
