// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import com.ibm.icu.text.StringPrep;
import com.ibm.icu.text.StringPrepParseException;

/**
 * A password as it is hashed: prepared by SASLprep (RFC 4013, stored strings) where that is possible, so that a client that composes its characters
 * otherwise, or prepares them itself as SCRAM asks (RFC 5802 2.2), has the same one. What SASLprep refuses or leaves nothing of is taken as it is.
 */
final class PreparedPassword {
    private PreparedPassword() {}

    static String of(String password) {
        return isPlain(password) ? password : prepared(password);
    }

    /** SASLprep changes nothing in printable ASCII; the tables need not be loaded. */
    private static boolean isPlain(String password) {
        return password.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static String prepared(String password) {
        try {
            String prepared =
                    StringPrep.getInstance(StringPrep.RFC4013_SASLPREP).prepare(password, StringPrep.DEFAULT);
            return prepared.isEmpty() ? password : prepared;
        } catch (StringPrepParseException notPreparable) {
            return password;
        }
    }
}
