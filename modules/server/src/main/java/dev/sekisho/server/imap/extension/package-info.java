// SPDX-License-Identifier: Apache-2.0
/**
 * The extensions of IMAP that a client turns on.
 *
 * <p>What is announced belongs into {@code dev.sekisho.server.imap.command}.
 */
package dev.sekisho.server.imap.extension;
