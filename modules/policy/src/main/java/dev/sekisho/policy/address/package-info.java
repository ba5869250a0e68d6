// SPDX-License-Identifier: Apache-2.0
/**
 * Domains, addresses of mail and networks, in the one spelling that means each.
 *
 * <p>Values, and what reads them from text. Not here: look-ups in the DNS, local users, and the rules that ask for an address.
 */
package dev.sekisho.policy.address;
