// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import java.util.List;

/** What a client observed after a step. */
sealed interface Observation {
    /** How it is written in a table. */
    String text();

    /**
     * One reply, with all its lines.
     *
     * @param lines the lines, without CR LF; never empty
     */
    record Reply(List<String> lines) implements Observation {
        public Reply {
            lines = List.copyOf(lines);
        }

        /** The line that has the verdict: with a tag in IMAP, the last of several in SMTP, the first in POP3. */
        String last() {
            return lines.get(lines.size() - 1);
        }

        String first() {
            return lines.get(0);
        }

        @Override
        public String text() {
            return lines.size() == 1 ? first() : String.join(" / ", lines);
        }
    }

    /**
     * The replies to several lines that were sent at once.
     *
     * @param replies one for each line that was answered
     */
    record Replies(List<Reply> replies) implements Observation {
        public Replies {
            replies = List.copyOf(replies);
        }

        @Override
        public String text() {
            return replies.size() + " replies: "
                    + String.join(" | ", replies.stream().map(Reply::text).toList());
        }
    }

    /**
     * TLS is on.
     *
     * @param version such as TLSv1.3
     */
    record TlsOn(String version) implements Observation {
        @Override
        public String text() {
            return version;
        }
    }

    /**
     * The server would not shake hands.
     *
     * @param how an alert or a close
     */
    record HandshakeRefused(String how) implements Observation {
        @Override
        public String text() {
            return "handshake refused: " + how;
        }
    }

    /** The connection was closed, and nothing was said. */
    record Closed() implements Observation {
        @Override
        public String text() {
            return "closed";
        }
    }

    /**
     * Nothing came in time, or what came is no reply.
     *
     * @param what in words
     */
    record Nonsense(String what) implements Observation {
        @Override
        public String text() {
            return what;
        }
    }
}
