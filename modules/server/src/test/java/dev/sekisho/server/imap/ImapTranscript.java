// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ScriptedClient;
import java.util.regex.Pattern;

/**
 * A dialogue with a server, line by line: {@code C: } is said by the client and {@code S: } by the server. In what the server says,
 * {@code <any>} stands for any text, and {@code <cr>} in what the client says for a line break within a literal.
 */
final class ImapTranscript {
    private final ScriptedClient client;

    ImapTranscript(ScriptedClient client) {
        this.client = client;
    }

    /** Plays a dialogue; fails at the first line that is another. */
    ImapTranscript play(String dialogue) throws Exception {
        for (String line : dialogue.lines().toList()) {
            if (line.startsWith("C: ")) {
                client.say(line.substring(3).replace("<cr>", "\r\n"));
            } else if (line.equals("S:")) {
                assertThat(client.line()).isEmpty();
            } else if (line.startsWith("S: ")) {
                String said = client.line();
                assertThat(said).as("the answer to be %s", line).matches(pattern(line.substring(3)));
            } else {
                throw new IllegalArgumentException("a line of a transcript begins with C: or S:, found " + line);
            }
        }
        return this;
    }

    private static Pattern pattern(String line) {
        return Pattern.compile("\\Q" + line.replace("<any>", "\\E.*\\Q") + "\\E");
    }
}
