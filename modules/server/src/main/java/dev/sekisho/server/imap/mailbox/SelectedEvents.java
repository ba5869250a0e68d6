// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

/**
 * What a client wants to hear of its selected mailbox (RFC 5465 6.1).
 *
 * @param messages whether messages that come and go are told
 * @param flags whether flags are told that others have changed
 * @param atOnce whether all of it is told even while no command is carried out, expunges among it
 */
public record SelectedEvents(boolean messages, boolean flags, boolean atOnce) {
    /** Everything, with commands: what is told to a client that has not said otherwise. */
    public static final SelectedEvents ALL = new SelectedEvents(true, true, false);
    /** Nothing. */
    public static final SelectedEvents NONE = new SelectedEvents(false, false, false);
}
