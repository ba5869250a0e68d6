// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import org.jspecify.annotations.Nullable;

/** One mail transaction whose MAIL was accepted (RFC 5321 3.3): its envelope, and its message while that comes in. Confined to a connection. */
final class MailTransaction {
    private final SmtpEnvelope envelope;
    private final LineEndingCheck chunkLines = new LineEndingCheck();
    private @Nullable MessageBody body;

    MailTransaction(SmtpEnvelope envelope) {
        this.envelope = envelope;
    }

    SmtpEnvelope envelope() {
        return envelope;
    }

    /** The message as far as it came; null before DATA or the first BDAT. */
    @Nullable
    MessageBody body() {
        return body;
    }

    /** The message begins to come in. */
    void begin(MessageBody begun) {
        body = begun;
    }

    /** Looks at the line ends of all chunks together. */
    LineEndingCheck chunkLines() {
        return chunkLines;
    }

    /** Removes what came of the message. */
    void end() {
        if (body != null) {
            body.dispose();
            body = null;
        }
    }
}
