// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.server.smtp.sending.RecipientReservation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One mail transaction whose MAIL was accepted (RFC 5321 3.3): its envelope, and its message while that comes in. Confined to a connection. */
public final class MailTransaction {
    private final SmtpEnvelope envelope;
    private Optional<RecipientReservation> counted;
    private final LineEndingCheck chunkLines = new LineEndingCheck();
    private @Nullable MessageBody body;

    /** Begins with the envelope of an accepted MAIL. @param counted counts the recipients of a user */
    public MailTransaction(SmtpEnvelope envelope, Optional<RecipientReservation> counted) {
        this.envelope = envelope;
        this.counted = counted;
    }

    /** Counts the recipients; empty if no user has logged in, and when the message is taken over. */
    public Optional<RecipientReservation> counted() {
        return counted;
    }

    /** Who takes the message over decides whether its recipients count; the end of the transaction does so no longer. */
    public Optional<RecipientReservation> handOver() {
        Optional<RecipientReservation> handedOver = counted;
        counted = Optional.empty();
        return handedOver;
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

    /** Removes what was received of the message; its recipients count no longer, unless it was handed over. */
    public void end() {
        counted.ifPresent(RecipientReservation::giveBack);
        if (body != null) {
            body.dispose();
            body = null;
        }
    }
}
