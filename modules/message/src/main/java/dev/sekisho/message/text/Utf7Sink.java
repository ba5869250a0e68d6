// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import dev.sekisho.message.header.Utf7Text;

/** Decodes octets in UTF-7 to text. */
final class Utf7Sink implements OctetSink {
    private final TextSink text;
    private final Utf7Text decoder = new Utf7Text();

    Utf7Sink(TextSink text) {
        this.text = text;
    }

    @Override
    public void accept(byte[] buffer, int start, int end) {
        for (int i = start; i < end; i++) {
            decoder.add(buffer[i]);
        }
        end();
    }

    @Override
    public void end() {
        String taken = decoder.take();
        if (!taken.isEmpty()) {
            text.accept(taken);
        }
    }
}
