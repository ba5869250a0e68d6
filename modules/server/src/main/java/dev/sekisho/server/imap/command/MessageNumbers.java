// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.session.Completion;

/** What is said of message numbers that do not stand for a message. */
final class MessageNumbers {
    /** There are fewer messages (RFC 9051 9, seq-number). */
    static final Completion BEYOND =
            Completion.bad("Invalid message set: a number is greater than the number of messages");
    /** Others have expunged messages that the client was not told of yet (RFC 5530 3). */
    static final ResponseCode EXPUNGE_ISSUED = new ResponseCode("EXPUNGEISSUED");

    private MessageNumbers() {}
}
