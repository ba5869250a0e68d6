// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.imap;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The verbs of IMAP (RFC 9051, RFC 3501 and the extensions named). A command with UID before it has the verb behind it: {@code UID FETCH}
 * is {@link #FETCH}.
 */
public enum ImapVerb {
    CAPABILITY,
    NOOP,
    LOGOUT,
    /** RFC 2971. */
    ID,
    STARTTLS,
    AUTHENTICATE,
    LOGIN,
    /** RFC 5161. */
    ENABLE,
    SELECT,
    EXAMINE,
    CREATE,
    DELETE,
    RENAME,
    SUBSCRIBE,
    UNSUBSCRIBE,
    LIST,
    /** RFC 3501 6.3.9. */
    LSUB,
    NAMESPACE,
    STATUS,
    APPEND,
    IDLE,
    /** RFC 9208. */
    GETQUOTA,
    /** RFC 9208. */
    GETQUOTAROOT,
    /** RFC 9208. */
    SETQUOTA,
    /** RFC 5464. */
    GETMETADATA,
    /** RFC 5464. */
    SETMETADATA,
    /** RFC 5465. */
    NOTIFY,
    /** RFC 4978. */
    COMPRESS,
    /** RFC 3501 6.4.1. */
    CHECK,
    CLOSE,
    UNSELECT,
    EXPUNGE,
    SEARCH,
    /** RFC 5256. */
    SORT,
    /** RFC 5256. */
    THREAD,
    FETCH,
    STORE,
    COPY,
    MOVE,
    /** RFC 8508. */
    REPLACE,
    /** Anything else. */
    UNKNOWN;

    private static final Map<String, ImapVerb> BY_WORD = Arrays.stream(values())
            .filter(verb -> verb != UNKNOWN)
            .collect(Collectors.toUnmodifiableMap(ImapVerb::name, Function.identity()));

    /** The verb of a word, in any case of letters. */
    public static ImapVerb of(String word) {
        return BY_WORD.getOrDefault(word.toUpperCase(Locale.ROOT), UNKNOWN);
    }
}
