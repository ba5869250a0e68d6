// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import org.jspecify.annotations.Nullable;

/**
 * The envelope of a message in the sense of IMAP (RFC 9051 7.5.2): its header, not its SMTP envelope. Sender and Reply-To are From's
 * addresses already where the message has none of its own. Of a field that occurs more than once, the first counts; for To, Cc and Bcc, all.
 *
 * @param date the field Date, as it is in the message
 * @param subject as it is in the message; {@link HeaderText} decodes it
 */
public record Envelope(
        @Nullable RawText date,
        @Nullable RawText subject,
        EnvelopeAddresses addresses,
        @Nullable RawText inReplyTo,
        @Nullable RawText messageId) {
    public static final Envelope EMPTY = new Envelope(null, null, EnvelopeAddresses.NONE, null, null);
}
