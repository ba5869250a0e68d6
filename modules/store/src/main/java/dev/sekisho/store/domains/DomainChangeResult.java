// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.domains;

/** What became of a wish to change the local domains. */
public enum DomainChangeResult {
    /** It was done. */
    DONE,
    /** Not done: the domain is local already. */
    ALREADY_EXISTS,
    /** Not done: the domain is not local. */
    UNKNOWN_DOMAIN,
    /** Not done: users or rewritings of the domain are left. */
    IN_USE,
    /** Not done: SMTP takes no such domain. */
    NOT_A_DOMAIN
}
