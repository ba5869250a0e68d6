// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.store.sql.StoredCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a mailbox is for (RFC 6154 2). At most one mailbox of an owner has each of these. */
public enum SpecialUse implements StoredCode {
    /** Messages that are being written. */
    DRAFTS(1, "Drafts", List.of("Drafts")),
    /** Messages that were sent. */
    SENT(2, "Sent", List.of("Sent", "Sent Messages", "Sent Items")),
    /** Messages that were deleted. */
    TRASH(3, "Trash", List.of("Trash", "Deleted Messages", "Deleted Items")),
    /** Messages that are taken for junk. */
    JUNK(4, "Junk", List.of("Junk", "Spam", "Junk E-mail")),
    /** Messages that are kept. */
    ARCHIVE(5, "Archive", List.of("Archive", "Archives"));

    private final int code;
    private final String attribute;
    private final List<String> names;

    SpecialUse(int code, String attribute, List<String> names) {
        this.code = code;
        this.attribute = attribute;
        this.names = names;
    }

    @Override
    public int code() {
        return code;
    }

    /** The mailbox attribute, such as {@code \Sent}. */
    public String attribute() {
        return "\\" + attribute;
    }

    /** The name of the mailbox that is made for it. */
    public String folder() {
        return names.get(0);
    }

    /** The names by which mailboxes for it are known that were made without an attribute, the usual one first. */
    public List<String> names() {
        return names;
    }

    /** The use of an attribute, in any case of letters; empty if there is none. */
    public static Optional<SpecialUse> ofAttribute(String attribute) {
        return Arrays.stream(values())
                .filter(use -> use.attribute().equalsIgnoreCase(attribute))
                .findFirst();
    }
}
