// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.util.regex.Pattern;

/**
 * What the two halves of an address look like where an operator writes one. Narrower than RFC 5321, so that a list, a wildcard or a name
 * around the address is not taken for an odd address that nobody has.
 */
public final class AddressText {
    /** Atoms (RFC 5322 3.2.3) but for the asterisk, with dots anywhere, as some providers give them out; or a quoted string. */
    private static final Pattern LOCAL_PART =
            Pattern.compile("(?i)[a-z0-9!#$%&'+/=?^_`{|}~.-]{1,64}|\"[\\x21-\\x7e&&[^\"\\\\]]{1,62}\"");

    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern DOMAIN = Pattern.compile("(?i)" + LABEL + "(\\." + LABEL + ")*");
    private static final Pattern ADDRESS = Pattern.compile("(.*\\.)?[0-9]+");
    private static final int LONGEST_DOMAIN = 253;

    private AddressText() {}

    /** Whether this can stand before the {@code @}. */
    public static boolean isLocalPart(String text) {
        return LOCAL_PART.matcher(text).matches();
    }

    /** Whether this is a domain in ASCII, without a dot at its end; an IP address is none. */
    public static boolean isDomain(String text) {
        return text.length() <= LONGEST_DOMAIN
                && DOMAIN.matcher(text).matches()
                && !ADDRESS.matcher(text).matches();
    }
}
