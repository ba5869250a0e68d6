// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.thread;

import java.util.ArrayList;
import java.util.List;

/** Reads the ids of Message-ID, References and In-Reply-To (RFC 5322 3.6.4, RFC 5256 2.3), whatever else stands in such a field. */
public final class MessageIds {
    /** The most ids that are taken of one field: the last ones, and the first. */
    public static final int MOST = 1_000;

    private MessageIds() {}

    /** The ids in angle brackets, in their order, without the brackets, blanks and needless quotes. Takes time in proportion to the text. */
    public static List<String> of(String field) {
        List<String> ids = new ArrayList<>();
        int from = field.indexOf('<');
        while (from >= 0) {
            int to = end(field, from + 1);
            if (to < 0) {
                break;
            }
            if (field.charAt(to) == '>') {
                String id = plain(field.substring(from + 1, to));
                if (!id.isEmpty()) {
                    ids.add(id);
                }
                from = field.indexOf('<', to);
            } else {
                from = to;
            }
        }
        if (ids.size() <= MOST) {
            return List.copyOf(ids);
        }
        List<String> some = new ArrayList<>(ids.subList(ids.size() - MOST + 1, ids.size()));
        some.add(0, ids.get(0));
        return List.copyOf(some);
    }

    /** Where the next angle bracket is; negative if there is none. */
    private static int end(String field, int from) {
        for (int i = from; i < field.length(); i++) {
            if (field.charAt(i) == '>' || field.charAt(i) == '<') {
                return i;
            }
        }
        return -1;
    }

    /** {@code "a.b"@c} is {@code a.b@c}. */
    private static String plain(String id) {
        StringBuilder plain = new StringBuilder(id.length());
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c > ' ' && c != '"' && c != '\\') {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
