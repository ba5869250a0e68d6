/**
 * What clients hear of without asking, of mailboxes that they have not selected (RFC 5465).
 *
 * <p>What is told of the selected mailbox belongs into {@code dev.sekisho.server.imap.mailbox}; who changes mailboxes, into the store.
 */
package dev.sekisho.server.imap.notification;
