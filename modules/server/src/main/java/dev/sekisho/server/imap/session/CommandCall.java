// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

/**
 * A command as it was called.
 *
 * @param tag the client's name for it
 * @param name its name, as the answer and the log have it
 * @param expunges whether the client may be told of expunges before its answer: not where message numbers must stand (RFC 9051 7.5.1)
 * @param asksForNews whether it asks the store for changes that the session has not heard of
 */
public record CommandCall(String tag, String name, boolean expunges, boolean asksForNews) {
    /** A command whose client may be told of everything. */
    public CommandCall(String tag, String name) {
        this(tag, name, true, false);
    }

    /** What is said of a command that was carried out. */
    public Completion completed() {
        return Completion.ok(name + " completed");
    }
}
