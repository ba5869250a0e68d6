// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import org.jspecify.annotations.Nullable;

/** One mail transaction whose MAIL was accepted (RFC 5321 3.3): its envelope, and its message while that comes in. Confined to a connection. */
public final class MailTransaction {
    private final SmtpEnvelope envelope;
    private final LineEndingCheck chunkLines = new LineEndingCheck();
    private @Nullable MessageBody body;

    /** Begins with the envelope of an accepted MAIL. */
    public MailTransaction(SmtpEnvelope envelope) {
        this.envelope = envelope;
    }

    /** From whom the message is, and for whom. */
    public SmtpEnvelope envelope() {
        return envelope;
    }

    /** The message as far as it came; null before DATA or the first BDAT. */
    @Nullable
    public MessageBody body() {
        return body;
    }

    /** The message begins to come in. */
    public void begin(MessageBody begun) {
        body = begun;
    }

    /** Looks at the line ends of all chunks together. */
    public LineEndingCheck chunkLines() {
        return chunkLines;
    }

    /** Removes what was received of the message. */
    public void end() {
        if (body != null) {
            body.dispose();
            body = null;
        }
    }
}
