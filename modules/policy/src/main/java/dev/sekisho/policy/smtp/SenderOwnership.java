// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

/** What the address of a MAIL command is to the user who logged in. */
public enum SenderOwnership {
    /** The user's own address, a whole address that is an alias of the user, or what the operator has granted: see {@link SenderRights}. */
    OWN,
    /** The null address, as delivery and disposition notices have it. */
    NULL,
    /** Any other. */
    FOREIGN
}
