// SPDX-License-Identifier: Apache-2.0
/**
 * Reading of messages (RFC 5322, MIME), whatever octets they are made of: bounded in memory and time, without an error.
 *
 * <ul>
 *   <li>{@code header}: fields, addresses, dates, encoded words, and the envelope of IMAP
 *   <li>{@code mime}: the parts of a message, and where they are
 *   <li>{@code text}: what a person would read and search
 *   <li>{@code imap}: ENVELOPE and BODYSTRUCTURE as octets of IMAP
 *   <li>{@code summary}: what is kept beside a message, so that it is read once
 * </ul>
 *
 * <p>Here do not belong the store, sessions, James, Netty, or the decision whether a message is accepted.
 */
package dev.sekisho.message;
