// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a header that say who wrote a message: From and Sender (RFC 5322 3.6.2), and Resent-From and Resent-Sender (3.6.6), of which
 * each server or reader that sends the message again adds a pair.
 *
 * <p>No more than {@value #MOST_OCTETS} octets of them are kept; a header with more has no author that can be read.
 */
public final class AuthorFields {
    static final int MOST_OCTETS = 8 * 1024;

    private final List<ByteArrayOutputStream> lists = new ArrayList<>();
    private @Nullable ByteArrayOutputStream sender;
    private @Nullable ByteArrayOutputStream current;
    private int froms;
    private int senders;
    private int octets;

    /** True if there is no From. */
    public boolean missing() {
        return froms == 0;
    }

    /** True if From or Sender is there more than once. */
    public boolean repeated() {
        return froms > 1 || senders > 1;
    }

    /** Every address that these fields name; empty if one of the fields cannot be read. */
    public Optional<Set<String>> addresses() {
        if (octets > MOST_OCTETS) {
            return Optional.empty();
        }
        Set<String> all = new LinkedHashSet<>();
        for (ByteArrayOutputStream field : lists) {
            List<String> addresses = AuthorAddressParser.parse(field.toByteArray());
            if (addresses.isEmpty() || field == sender && Set.copyOf(addresses).size() > 1) {
                return Optional.empty();
            }
            all.addAll(addresses);
        }
        return Optional.of(all);
    }

    void beginFrom() {
        froms++;
        begin();
    }

    void beginSender() {
        senders++;
        sender = begin();
    }

    void beginResent() {
        begin();
    }

    private ByteArrayOutputStream begin() {
        ByteArrayOutputStream next = new ByteArrayOutputStream();
        current = next;
        // What an empty field costs.
        octets += 16;
        if (octets <= MOST_OCTETS) {
            lists.add(next);
        }
        return next;
    }

    /** Takes octets of the field that began last. */
    void collect(byte[] more, int from, int to) {
        octets = Math.min(octets, MOST_OCTETS) + (to - from);
        if (current != null && octets <= MOST_OCTETS) {
            current.write(more, from, to - from);
        }
    }
}
