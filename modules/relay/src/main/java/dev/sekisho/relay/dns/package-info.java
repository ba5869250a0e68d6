// SPDX-License-Identifier: Apache-2.0
/**
 * Questions to the DNS: those of what sends, which block, and those about clients, which do not.
 *
 * <p>Not here: what follows from an answer.
 */
package dev.sekisho.relay.dns;
