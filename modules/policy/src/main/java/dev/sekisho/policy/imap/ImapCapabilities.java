// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.imap;

import dev.sekisho.policy.imap.ImapState.Phase;
import java.util.ArrayList;
import java.util.List;

/** What CAPABILITY lists (RFC 9051 6.1.1), with the RFC of each. */
final class ImapCapabilities {
    /** RFC 9051, 3501, 2971, 5161, 7888 (which forbids to list LITERAL- beside it; IMAP4rev2 has that in itself), 4959. */
    private static final List<String> ALWAYS = List.of("IMAP4rev2", "IMAP4rev1", "ID", "ENABLE", "LITERAL+", "SASL-IR");

    private static final List<String> LOGGED_IN = List.of(
            "NAMESPACE", // RFC 2342
            "UNSELECT", // RFC 3691
            "UIDPLUS", // RFC 4315
            "MOVE", // RFC 6851
            "IDLE", // RFC 2177
            "CONDSTORE", // RFC 7162
            "QRESYNC", // RFC 7162
            "ESEARCH", // RFC 4731
            "SEARCHRES", // RFC 5182
            "WITHIN", // RFC 5032
            "SORT", // RFC 5256
            "SORT=DISPLAY", // RFC 5957
            "THREAD=ORDEREDSUBJECT", // RFC 5256
            "THREAD=REFERENCES", // RFC 5256
            "LIST-EXTENDED", // RFC 5258
            "LIST-STATUS", // RFC 5819
            "SPECIAL-USE", // RFC 6154
            "CREATE-SPECIAL-USE", // RFC 6154
            "CHILDREN", // RFC 3348
            "STATUS=SIZE", // RFC 8438
            "QUOTA", // RFC 9208
            "QUOTA=RES-STORAGE", // RFC 9208
            "QUOTA=RES-MESSAGE", // RFC 9208
            "MULTIAPPEND", // RFC 3502
            "BINARY", // RFC 3516
            "CATENATE", // RFC 4469
            "OBJECTID", // RFC 8474
            "PREVIEW", // RFC 8970
            "SAVEDATE", // RFC 8514
            "REPLACE", // RFC 8508
            "UTF8=ACCEPT", // RFC 6855
            "NOTIFY", // RFC 5465
            "INPROGRESS"); // RFC 9585

    private ImapCapabilities() {}

    /**
     * What is listed in a state. Before the login nothing is listed that needs one.
     *
     * @param mechanisms SASL mechanisms
     * @param passwords true if LOGIN is served
     * @param messageLimit octets of a message (RFC 7889)
     */
    static List<String> of(ImapState state, List<String> mechanisms, boolean passwords, long messageLimit) {
        List<String> listed = new ArrayList<>(ALWAYS);
        if (state.phase() == Phase.NOT_AUTHENTICATED) {
            if (state.tls()) {
                mechanisms.forEach(mechanism -> listed.add("AUTH=" + mechanism));
            }
            if (!state.tls() || !passwords) {
                listed.add("LOGINDISABLED");
            }
            return List.copyOf(listed);
        }
        listed.addAll(LOGGED_IN);
        listed.add("APPENDLIMIT=" + messageLimit);
        if (!state.compressed()) {
            // RFC 4978 3: not while it is active.
            listed.add("COMPRESS=DEFLATE");
        }
        return List.copyOf(listed);
    }
}
