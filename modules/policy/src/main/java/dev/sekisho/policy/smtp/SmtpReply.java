// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

/**
 * A reply on the wire (RFC 5321 4.2), with its enhanced status code (RFC 2034, RFC 3463).
 *
 * @param code the three digits
 * @param enhanced the enhanced code, or empty for replies that carry none (RFC 2034 4: 3xx, greeting, EHLO)
 * @param text what a person reads
 */
public record SmtpReply(int code, String enhanced, String text) {
    /** The line without its CR LF. */
    public String line() {
        return enhanced.isEmpty() ? code + " " + text : code + " " + enhanced + " " + text;
    }

    /** The same reply with what it is about at its end. */
    public SmtpReply naming(String what) {
        return new SmtpReply(code, enhanced, text + ": " + what);
    }

    /** Code and enhanced code alone, as documentation writes a reply. */
    public String codes() {
        return enhanced.isEmpty() ? Integer.toString(code) : code + " " + enhanced;
    }
}
