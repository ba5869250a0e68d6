// SPDX-License-Identifier: Apache-2.0
/**
 * What FETCH tells of messages: the octets of sections, and what the store knows of a message.
 *
 * <p>How it is written belongs into {@code dev.sekisho.imap.response}; which messages, into {@code dev.sekisho.server.imap.command}.
 */
package dev.sekisho.server.imap.fetch;
