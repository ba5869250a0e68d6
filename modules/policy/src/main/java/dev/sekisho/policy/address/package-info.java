// SPDX-License-Identifier: Apache-2.0
/**
 * Domains, mail addresses and networks, each in one canonical form.
 *
 * <p>Values, and their parsing. Not here: look-ups in the DNS, local users, and the rules that ask for an address.
 */
package dev.sekisho.policy.address;
