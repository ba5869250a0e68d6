// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.store.imap.Refusal;

/** What clients are told of what the store refuses (RFC 5530 3, and the RFCs named in {@link Refusal}). */
final class Refusals {
    /** There is no such mailbox. */
    static final Completion NO_SUCH_MAILBOX = Completion.no(ResponseCode.NONEXISTENT, "There is no such mailbox");
    /** The mailbox that messages were to come to can be created. */
    static final Completion CREATE_FIRST =
            Completion.no(ResponseCode.TRYCREATE, "There is no such mailbox, create it first");
    /** EXAMINE has opened the mailbox. */
    static final Completion READ_ONLY = Completion.no(ResponseCode.READ_ONLY, "The mailbox is open for reading only");

    /** The name is in a namespace of others (RFC 2342). */
    static final Completion FOREIGN = Completion.no(ResponseCode.NOPERM, "There are no mailboxes here but your own");

    /** The name has characters that confuse who reads it. */
    static final Completion NAME_NOT_PLAIN =
            Completion.no(ResponseCode.CANNOT, "The name of a mailbox cannot have control characters");

    /** The owner has no room (RFC 9208 4.3.1). */
    static final Completion OVER_QUOTA = Completion.no(
            ResponseCode.OVERQUOTA, "The mailbox is full: delete mail and empty Trash, or ask the administrator");

    private Refusals() {}

    /** A message is too big. @param most the octets that one may have */
    static Completion tooBig(int most) {
        return Completion.no(ResponseCode.TOOBIG, "A message has at most " + most + " octets");
    }

    /** Of a command that puts messages into a mailbox. */
    static Completion ofMessages(Refusal refusal) {
        return refusal == Refusal.NO_SUCH_MAILBOX ? CREATE_FIRST : of(refusal);
    }

    /** Of any other command. */
    static Completion of(Refusal refusal) {
        return switch (refusal) {
            case NO_SUCH_MAILBOX -> NO_SUCH_MAILBOX;
            case SOURCE_IS_GONE -> Completion.no(ResponseCode.NONEXISTENT, "The mailbox of these messages is no more");
            case TOO_MANY_SUBSCRIPTIONS ->
                Completion.no(ResponseCode.LIMIT, "There are as many subscriptions as may be");
            case ALREADY_EXISTS -> Completion.no(ResponseCode.ALREADYEXISTS, "There is a mailbox of this name");
            case NAME_NOT_ALLOWED -> Completion.no(ResponseCode.CANNOT, "No mailbox may have this name");
            case INBOX_STAYS -> Completion.no(ResponseCode.CANNOT, "INBOX cannot be deleted");
            case BELOW_ITSELF -> Completion.no(ResponseCode.CANNOT, "A mailbox cannot be put below itself");
            case USE_IS_TAKEN -> Completion.no(ResponseCode.USEATTR, "Another mailbox has this special use");
            case TOO_MANY_MAILBOXES -> Completion.no(ResponseCode.LIMIT, "There are as many mailboxes as may be");
            case TOO_MANY_KEYWORDS -> Completion.no(ResponseCode.LIMIT, "The mailbox has as many keywords as may be");
            case OVER_QUOTA -> OVER_QUOTA;
            case NO_UIDS_LEFT -> Completion.no(ResponseCode.CANNOT, "The mailbox has given out all of its UIDs");
            case NO_SUCH_MESSAGE -> Completion.no("The message that was to be replaced is no more");
        };
    }
}
