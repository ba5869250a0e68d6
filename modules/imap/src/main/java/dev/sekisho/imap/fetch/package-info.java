// SPDX-License-Identifier: Apache-2.0
/**
 * What FETCH asks for: items, sections, modifiers.
 *
 * <p>Where the octets of a section are in a message belongs to {@code message}; how an answer is written, to {@code response}.
 */
package dev.sekisho.imap.fetch;
