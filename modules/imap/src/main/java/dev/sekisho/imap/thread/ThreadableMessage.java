// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.thread;

import java.util.List;
import java.util.Optional;

/**
 * What THREAD looks at in a message (RFC 5256 3).
 *
 * @param number the message number or the UID: what is answered
 * @param date the sent date, or where there is none the internal date, in milliseconds since 1970
 * @param subject the base subject (RFC 5256 2.1) in the form in which texts are compared
 * @param reply true if the subject was that of a reply or a forward before it was reduced (RFC 5256 2.1)
 * @param messageId its Message-ID; empty if it has none
 * @param references the ids of References, or where there are none the first one of In-Reply-To, from the oldest
 */
public record ThreadableMessage(
        long number, long date, String subject, boolean reply, Optional<String> messageId, List<String> references) {
    public ThreadableMessage {
        references = List.copyOf(references);
    }
}
