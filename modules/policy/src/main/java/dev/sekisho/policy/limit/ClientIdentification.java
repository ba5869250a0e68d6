// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

/** How well the peer of a session is known, which tells how slow it may be. */
public enum ClientIdentification {
    /** It has to log in, or to show a pinned key, and has not. */
    TO_COME,
    /** The port asks nobody who they are. */
    ANYBODY,
    /** It has logged in, or has shown a pinned key. */
    KNOWN
}
