// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.log;

/** A constant that the log names by a word of its own. The word is an interface: scripts search for it, so it does not follow a renaming. */
public interface LogWord {
    /** The word: small letters and hyphens. */
    String word();
}
