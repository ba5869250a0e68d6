// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import dev.sekisho.message.header.Address;
import dev.sekisho.message.header.HeaderText;
import dev.sekisho.message.header.Mailbox;
import dev.sekisho.message.header.RawText;
import java.util.List;
import java.util.function.Function;

/** What SORT compares of addresses (RFC 5256 3, RFC 5957), in the form of {@link UnicodeCasemap}. An absent address is an empty text. */
public final class SortKeys {
    private SortKeys() {}

    /** SORT FROM, TO, CC: the local part of the first address; of a group, its name. */
    public static String mailbox(List<Address> addresses) {
        return first(addresses, SortKeys::localPart);
    }

    /** SORT DISPLAYFROM, DISPLAYTO: the decoded display name of the first address, else the address itself; of a group, its name. */
    public static String displayName(List<Address> addresses) {
        return first(addresses, SortKeys::shown);
    }

    private static String first(List<Address> addresses, Function<Mailbox, String> key) {
        if (addresses.isEmpty()) {
            return "";
        }
        return UnicodeCasemap.of(addresses.get(0).fold(key, group -> HeaderText.decode(group.name())));
    }

    private static String localPart(Mailbox mailbox) {
        return mailbox.localPart().decoded();
    }

    private static String shown(Mailbox mailbox) {
        RawText name = mailbox.name();
        if (name != null && !name.octets().isEmpty()) {
            return HeaderText.decode(name);
        }
        String domain = mailbox.domain().decoded();
        return mailbox.localPart().decoded() + (domain.isEmpty() ? "" : "@" + domain);
    }
}
