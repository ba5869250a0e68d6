// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

/**
 * The flags of a message, with what FETCH tells of them (RFC 7162 3.1).
 *
 * @param modSeq when the message last changed
 */
public record FlagState(long uid, long modSeq, MessageFlags flags) {}
