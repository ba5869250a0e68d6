// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

/** What is known of the client of a session; how slow it may be depends on it. */
public enum ClientIdentification {
    /** It has to log in, or to show a pinned key, and has not. */
    TO_COME,
    /** The port asks nobody who they are. */
    ANYBODY,
    /** It has logged in, or has shown a pinned key. */
    KNOWN
}
