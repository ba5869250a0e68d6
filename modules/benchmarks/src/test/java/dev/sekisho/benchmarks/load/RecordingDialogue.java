// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a script says, and how it ended. */
final class RecordingDialogue implements ClientScript.ScriptDialogue {
    final List<String> said = new ArrayList<>();
    String end = "still talking";

    @Override
    public void send(String line) {
        said.add(line);
    }

    @Override
    public void send(ByteBuf octets) {
        said.add(octets.toString(StandardCharsets.US_ASCII));
        octets.release();
    }

    @Override
    public void done() {
        end = "done";
    }

    @Override
    public void fail(String reason) {
        end = reason;
    }

    /** Gives the script one line after another. */
    RecordingDialogue hears(ClientScript script, String... lines) {
        for (String line : lines) {
            script.line(line, this);
        }
        return this;
    }
}
