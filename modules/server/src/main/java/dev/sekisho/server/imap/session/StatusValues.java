// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.imap.value.StatusItem;
import dev.sekisho.store.imap.MailboxStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The values of STATUS as they are written. */
public final class StatusValues {
    private StatusValues() {}

    /**
     * The values asked for, in the order in which they are.
     *
     * @param appendLimit octets of a message that may be appended (RFC 7889)
     */
    public static Map<StatusItem, String> of(MailboxStatus status, Set<StatusItem> items, long appendLimit) {
        Map<StatusItem, String> values = new LinkedHashMap<>();
        items.forEach(item -> values.put(item, value(status, item, appendLimit)));
        return values;
    }

    private static String value(MailboxStatus status, StatusItem item, long appendLimit) {
        return switch (item) {
            case MESSAGES -> Long.toString(status.counts().messages());
            case RECENT -> Long.toString(status.counts().recent());
            case UIDNEXT -> Long.toString(status.uidNext());
            case UIDVALIDITY -> Long.toString(status.uidValidity());
            case UNSEEN -> Long.toString(status.counts().unseen());
            case DELETED -> Long.toString(status.counts().deleted());
            case SIZE -> Long.toString(status.counts().octets());
            case HIGHESTMODSEQ -> Long.toString(status.highestModSeq());
            case APPENDLIMIT -> Long.toString(appendLimit);
            case MAILBOXID -> "(" + status.id().objectId() + ")";
            case DELETED_STORAGE -> Long.toString(status.counts().deletedOctets());
        };
    }
}
