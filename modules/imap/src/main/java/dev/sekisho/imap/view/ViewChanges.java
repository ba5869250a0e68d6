// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.view;

import dev.sekisho.imap.value.NumberRanges;

/**
 * How a mailbox differs from what a view has of it, as of one moment.
 *
 * @param changed messages that have come or changed their flags, and are there
 * @param vanished messages that are no longer there; may have further UIDs that are not in the mailbox
 * @param messages how many messages the mailbox has
 * @param modSeq the state that this leads to
 */
public record ViewChanges(NumberRanges changed, NumberRanges vanished, long messages, long modSeq) {}
