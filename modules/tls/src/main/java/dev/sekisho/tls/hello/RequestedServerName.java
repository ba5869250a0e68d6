// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.hello;

/**
 * A name as a TLS client sent it, for a log: what is not printable ASCII, and a backslash, stands as {@code \xNN}, and what is too long is cut.
 *
 * @param text the name
 */
public record RequestedServerName(String text) {
    /** Characters that are shown of a name: no host name is longer (RFC 1035 2.3.4). */
    public static final int LONGEST = 255;

    private static final String CUT = "...";

    /** The name in octets as sent, each a character. */
    public static RequestedServerName of(String octets) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < octets.length(); i++) {
            char octet = octets.charAt(i);
            String next = octet > ' ' && octet < 0x7f && octet != '\\' && octet != '"'
                    ? String.valueOf(octet)
                    : String.format("\\x%02x", (int) octet);
            if (shown.length() + next.length() > LONGEST - CUT.length()) {
                return new RequestedServerName(shown + CUT);
            }
            shown.append(next);
        }
        return new RequestedServerName(shown.toString());
    }

    @Override
    public String toString() {
        return '"' + text + '"';
    }
}
