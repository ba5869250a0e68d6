// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

/**
 * A command as a decision sees it.
 *
 * @param verb the verb
 * @param hasArgument true if anything but blanks follows the verb
 */
public record SmtpCommand(SmtpVerb verb, boolean hasArgument) {
    /** A command without an argument. */
    public static SmtpCommand bare(SmtpVerb verb) {
        return new SmtpCommand(verb, false);
    }

    /** A command with an argument. */
    public static SmtpCommand withArgument(SmtpVerb verb) {
        return new SmtpCommand(verb, true);
    }
}
