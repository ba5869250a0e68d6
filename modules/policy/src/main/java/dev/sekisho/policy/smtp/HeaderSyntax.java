// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

/** What the lines of a message's header are (RFC 5322 2.2), whatever they say. */
public enum HeaderSyntax {
    /** All are fields or continue one; or there is no header. */
    SOUND,
    /** The first line begins with a blank, so that it continues what is put before it. */
    FIRST_LINE_CONTINUES,
    /** A line is neither a field nor continues one, so that readers do not agree where the header ends. */
    MALFORMED
}
