// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import java.util.List;
import java.util.Optional;

/**
 * Who a message is from and to.
 *
 * @param sender the reverse path; empty for the null sender
 * @param ret RET of RFC 3461: {@code FULL} or {@code HDRS}
 * @param envid ENVID of RFC 3461, as xtext
 * @param recipients at least one
 */
public record OutboundEnvelope(
        Optional<String> sender, Optional<String> ret, Optional<String> envid, List<Recipient> recipients) {
    public OutboundEnvelope {
        recipients = List.copyOf(recipients);
    }

    /**
     * A recipient.
     *
     * @param address the forward path
     * @param notices NOTIFY of RFC 3461, such as {@code SUCCESS,FAILURE}
     * @param orcpt ORCPT of RFC 3461, type and xtext
     */
    public record Recipient(String address, Optional<String> notices, Optional<String> orcpt) {
        /** A recipient of whom nothing more is said. */
        public static Recipient of(String address) {
            return new Recipient(address, Optional.empty(), Optional.empty());
        }
    }

    boolean ascii() {
        return isAscii(sender.orElse("")) && recipients.stream().allMatch(each -> isAscii(each.address()));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
