// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

/** What the From and Sender of a message (RFC 5322 3.6.2), and where it was resent those of that (3.6.6), are to the user who logged in. */
public enum AuthorStatus {
    /** One From, at most one Sender, and all their addresses are the user's. */
    OWN,
    /** An address among them is not the user's. */
    FOREIGN,
    /** There is no From. */
    MISSING,
    /** From or Sender is there more than once. */
    REPEATED,
    /** One of them cannot be read, or not by every reader alike. */
    UNREADABLE
}
