// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.rewriting;

/** What became of a wish to change the aliases. */
public enum AliasChangeResult {
    /** It was done. */
    DONE,
    /** Not done: this alias has this target already. */
    ALREADY_EXISTS,
    /** Not done: there is no such alias with this target. */
    UNKNOWN_ALIAS,
    /** Not done: the alias' domain is not local. */
    UNKNOWN_DOMAIN,
    /** Not done: a user or a group has the address. */
    ADDRESS_TAKEN,
    /** Not done: the target is in a local domain, and there is nobody of that name. */
    UNKNOWN_TARGET,
    /** Not done: mail would go round in a circle. */
    LOOP
}
