// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.fetch;

import dev.sekisho.imap.response.WrittenFlags;
import dev.sekisho.store.imap.FlagState;

/**
 * What of a message belongs to the session.
 *
 * @param number its number
 * @param state its flags by now
 * @param flags the same, as they are written
 */
public record MessageFacts(long number, FlagState state, WrittenFlags flags) {}
