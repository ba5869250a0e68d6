// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.list;

import dev.sekisho.imap.value.MailboxName;
import java.util.List;

/**
 * What LIST or LSUB tells of one name.
 *
 * @param name the name
 * @param attributes its attributes with their backslashes
 * @param childInfo the selection options that something below it meets (RFC 5258 3.5); empty if none or not asked for
 * @param exists true if there is a mailbox, of which STATUS can be told
 */
public record ListEntry(MailboxName name, List<String> attributes, List<String> childInfo, boolean exists) {
    public ListEntry {
        attributes = List.copyOf(attributes);
        childInfo = List.copyOf(childInfo);
    }
}
