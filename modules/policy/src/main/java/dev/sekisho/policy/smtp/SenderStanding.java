// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

/** What the address of a MAIL command is to the user who logged in. */
public enum SenderStanding {
    /** One of the user's own addresses or aliases. */
    OWN,
    /** The null address, as delivery and disposition notices have it. */
    NULL,
    /** Any other. */
    FOREIGN
}
