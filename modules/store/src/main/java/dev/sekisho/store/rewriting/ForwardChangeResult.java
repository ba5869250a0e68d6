// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.rewriting;

/** What became of a wish to have a user's mail forwarded. */
public enum ForwardChangeResult {
    /** It was done. */
    DONE,
    /** Not done: there is no such user. */
    UNKNOWN_USER,
    /** Not done: a target is in a local domain, and there is nobody of that name. */
    UNKNOWN_TARGET,
    /** Not done: mail would go round in a circle. */
    LOOP,
    /** Not done: nothing was forwarded. */
    NOT_FORWARDED
}
