// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

/** Takes text, piece by piece. */
public interface TextSink {
    /** A piece of text, which is only valid during the call. A surrogate pair is not divided. */
    void accept(CharSequence text);

    /** Whether enough text came, so that the rest need not be read. */
    default boolean isDone() {
        return false;
    }
}
