// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.message.request.IRAuthenticateRequest;
import org.apache.james.imap.message.request.LoginRequest;

/** The name that somebody tried to log in by, as the log may have it. */
final class AttemptedUserName {
    /** Stands for a name that cannot be told. */
    static final String UNKNOWN = "?";

    private static final int LONGEST = 100;

    private AttemptedUserName() {}

    /** The name in a command; {@link #UNKNOWN} if it has none. */
    static String in(ImapMessage message) {
        if (message instanceof LoginRequest login) {
            return printable(login.getUserid().asString());
        }
        return message instanceof IRAuthenticateRequest plain ? inPlain(plain.getInitialClientResponse()) : UNKNOWN;
    }

    /** The name in a response of PLAIN (RFC 4616 2). */
    static String inPlain(String response) {
        try {
            byte[] octets = Base64.getDecoder().decode(response.trim());
            String[] parts = new String(octets, StandardCharsets.UTF_8).split("\0", -1);
            return parts.length == 3 ? printable(parts[1]) : UNKNOWN;
        } catch (IllegalArgumentException noBase64) {
            return UNKNOWN;
        }
    }

    private static String printable(String name) {
        String shortened = name.length() > LONGEST ? name.substring(0, LONGEST) + "..." : name;
        return shortened.replaceAll("[^\\p{Graph}]", UNKNOWN).toLowerCase(Locale.ROOT);
    }
}
