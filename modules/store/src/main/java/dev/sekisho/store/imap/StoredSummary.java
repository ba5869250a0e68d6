// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

/**
 * What was computed of a body once, in the form in which it is kept. Offsets in it are those of the body: see {@link
 * MessageContent#prefixOctets}.
 *
 * @param encoded not to be changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredSummary(byte[] encoded) {}
