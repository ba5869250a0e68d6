// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.Envelope;
import dev.sekisho.message.header.HeaderFields;

/** Hears the bodies of the parts that have no parts of their own, in the order of the message. Octets are only valid during the call. */
public interface PartListener {
    /** A listener that wants nothing. */
    PartListener NONE = new PartListener() {
        @Override
        public boolean begin(MediaType type, PartFields fields) {
            return false;
        }

        @Override
        public void content(byte[] buffer, int start, int end) {}

        @Override
        public void end() {}
    };

    /** A part begins. Whether its content is wanted; if not, neither content nor end are told. */
    boolean begin(MediaType type, PartFields fields);

    /** The header of the message itself was read; the kept fields of it. */
    default void header(HeaderFields fields) {}

    /** The header of an embedded message was read. */
    default void embedded(Envelope envelope) {}

    /** Octets of the part, from start to before end; nothing is decoded. */
    void content(byte[] buffer, int start, int end);

    /** The part ends. */
    void end();

    /** Whether the listener wants nothing further, so that the reading may stop. */
    default boolean isDone() {
        return false;
    }
}
