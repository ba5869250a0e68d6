// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password.scheme;

/** A hash that another system made. */
public interface ForeignHash {
    /** The name of the scheme, as Dovecot writes it where it has one. */
    String scheme();

    /**
     * Whether this is the password. Takes the time that the hash asks for, which was bounded when it was read.
     *
     * @param user the account's name, which is the salt in some schemes
     */
    boolean matches(String user, String password);
}
