// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

/** Messages nested as deeply as a test wants, each in a way of its own. Their lines end in CR LF. */
public enum NestedMessages {
    /** Parts within parts. */
    MULTIPART {
        @Override
        void level(StringBuilder message, int level) {
            message.append("Content-Type: multipart/mixed; boundary=\"b")
                    .append(level)
                    .append("\"\r\n\r\n--b")
                    .append(level)
                    .append("\r\n");
        }
    },
    /** Messages within messages. */
    FORWARDED {
        @Override
        void level(StringBuilder message, int level) {
            message.append("Content-Type: message/rfc822\r\n\r\n");
        }
    },
    /** Headers folded, and written as nobody does. */
    FOLDED {
        @Override
        void level(StringBuilder message, int level) {
            message.append("cONTENT-tYPE :\r\n\tMultiPart/Mixed;\r\n BOUNDARY=b")
                    .append(level)
                    .append("\r\n\r\n--b")
                    .append(level)
                    .append("\r\n");
        }
    },
    /** Digests within digests, whose messages do not say that they are messages: two levels a type (RFC 2046 5.1.5). */
    DIGEST {
        @Override
        void level(StringBuilder message, int level) {
            if (level % 2 == 1) {
                message.append("\r\n");
                return;
            }
            message.append("Content-Type: multipart/digest; boundary=b")
                    .append(level)
                    .append("\r\n\r\n--b")
                    .append(level)
                    .append("\r\n");
        }
    };

    abstract void level(StringBuilder message, int level);

    /** A message with so many levels below it. */
    public String levels(int depth) {
        StringBuilder message = new StringBuilder("Subject: deep\r\n");
        for (int level = 0; level < depth; level++) {
            level(message, level);
        }
        return message.append("Content-Type: text/plain\r\n\r\nend\r\n").toString();
    }

    /** A digest of messages that stand beside each other. */
    public static String digestOfMessages(int count) {
        return "Content-Type: multipart/digest; boundary=d\r\n\r\n"
                + "--d\r\n\r\nSubject: one of many\r\nContent-Type: text/plain\r\n\r\ntext\r\n".repeat(count)
                + "--d--\r\n";
    }
}
