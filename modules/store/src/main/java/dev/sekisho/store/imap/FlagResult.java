// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

/**
 * What a change of flags has come to; the messages that were changed have been told of one by one.
 *
 * @param unchanged messages that the condition UNCHANGEDSINCE has kept from being changed: {@code [MODIFIED]} of RFC 7162 3.1.3
 * @param gone asked for, but no longer there
 */
public record FlagResult(UidSet unchanged, UidSet gone) {}
