// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.list;

import dev.sekisho.imap.value.StatusItem;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What LIST asks for (RFC 9051 6.3.9, RFC 5258 3).
 *
 * @param selections which mailboxes beside the patterns
 * @param patterns the patterns, each with the reference before it; a single {@link MailboxPattern#NOTHING} with {@code separatorAlone} asks
 *     for the separator
 * @param returns what is told of each
 * @param status what STATUS is told of each (RFC 5819); empty for none
 * @param extended true if the client used a form of RFC 5258
 * @param separatorAlone true for {@code LIST "" ""}: only the hierarchy separator and the root are asked for
 */
public record ListParameters(
        Set<Selection> selections,
        List<MailboxPattern> patterns,
        Set<Return> returns,
        Set<StatusItem> status,
        boolean extended,
        boolean separatorAlone) {
    /** Which mailboxes are listed. */
    public enum Selection {
        /** Subscribed ones, whether they exist or not. */
        SUBSCRIBED,
        /** Those of other servers too; there are none. */
        REMOTE,
        /** Those too below which a mailbox is selected by another option; only with another option. */
        RECURSIVEMATCH,
        /** Those with a special use (RFC 6154 2). */
        SPECIAL_USE
    }

    /** What is told of a mailbox. */
    public enum Return {
        SUBSCRIBED,
        CHILDREN,
        SPECIAL_USE
    }

    public ListParameters {
        selections = Set.copyOf(selections);
        patterns = List.copyOf(patterns);
        returns = Set.copyOf(returns);
        status = Collections.unmodifiableSet(new LinkedHashSet<>(status));
    }
}
