// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

/** The protocol a listener speaks. */
public enum Protocol {
    SMTP,
    POP3,
    IMAP
}
