// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The header fields that a summary keeps: those that mail programs ask for when they list a mailbox, and that SORT and THREAD need. */
public final class SummaryFields {
    private static final Set<String> NAMES = Set.copyOf(List.of(
            "from",
            "to",
            "cc",
            "bcc",
            "subject",
            "date",
            "sender",
            "reply-to",
            "message-id",
            "in-reply-to",
            "references",
            "newsgroups",
            "content-type",
            "content-transfer-encoding",
            "content-class",
            "content-description",
            "mime-version",
            "priority",
            "x-priority",
            "importance",
            "list-id",
            "list-post",
            "list-subscribe",
            "list-unsubscribe",
            "mailing-list",
            "x-mailing-list",
            "x-beenthere",
            "mail-followup-to",
            "mail-reply-to",
            "followup-to",
            "disposition-notification-to",
            "return-receipt-to",
            "lines",
            "x-label",
            "keywords",
            "x-original-to",
            "auto-submitted",
            "precedence",
            "x-mailer",
            "user-agent",
            "x-spam-flag",
            "x-spam-status",
            "x-spam-score",
            "x-uniform-type-identifier",
            "x-universally-unique-identifier",
            "resent-date",
            "resent-from",
            "resent-sender",
            "resent-message-id"));

    private SummaryFields() {}

    /** Whether a summary has all fields of this name, so that the message need not be read for them. */
    public static boolean keeps(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
