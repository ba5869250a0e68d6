// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import io.netty.buffer.ByteBuf;

/** The client's part in one connection. Called on one thread. */
public interface ClientScript {
    /** What a script can do. */
    interface ScriptDialogue {
        /** Sends a line, to which CR LF is added. */
        void send(String line);

        /** Sends octets; the buffer is released. */
        void send(ByteBuf octets);

        /** The connection has served its purpose. */
        void done();

        /** A reply was not as it should be. */
        void fail(String reason);
    }

    /** A line from the server has come, without its CR LF. */
    void line(String line, ScriptDialogue dialogue);
}
