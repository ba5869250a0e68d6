// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

/** Tells a listener the content of the part that is open, without the line break that belongs to the next delimiter. */
final class PartContent {
    private static final byte[] CRLF = {'\r', '\n'};

    private final PartListener listener;
    private boolean listening;
    private int held;

    PartContent(PartListener listener) {
        this.listener = listener;
    }

    void begin(MediaType type, PartFields fields) {
        held = 0;
        listening = listener.begin(type, fields);
    }

    /** A line, or a piece of one. Its line break is held back until more comes. */
    void line(LineSource lines) {
        if (!listening) {
            return;
        }
        release();
        held = lines.lineEnding();
        if (lines.end() - held > lines.start()) {
            listener.content(lines.buffer(), lines.start(), lines.end() - held);
        }
    }

    /** The message ends: no delimiter follows, so the last line break belongs to the content. */
    void endOfMessage() {
        if (listening) {
            release();
        }
        end();
    }

    void end() {
        if (listening) {
            listener.end();
        }
        listening = false;
    }

    private void release() {
        if (held > 0) {
            listener.content(CRLF, CRLF.length - held, CRLF.length);
        }
    }
}
