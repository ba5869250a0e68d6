// SPDX-License-Identifier: Apache-2.0
/**
 * What IMAP asks of a message again and again, computed once: {@link dev.sekisho.message.summary.MessageSummary}, and its compact form, which
 * the store keeps beside the message.
 *
 * <p>Here does not belong the table that keeps it.
 */
package dev.sekisho.message.summary;
