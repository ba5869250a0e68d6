// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

/** Takes the octets of a body, piece by piece. */
interface OctetSink {
    /** Octets from start to before end, which are only valid during the call. */
    void accept(byte[] buffer, int start, int end);

    /** No more octets come. */
    void end();
}
