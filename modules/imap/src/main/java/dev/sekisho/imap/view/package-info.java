// SPDX-License-Identifier: Apache-2.0
/**
 * What a session believes of its selected mailbox, and which changes it may be told when.
 *
 * <p>Where changes come from belongs to the store; how they are written, to {@code response}.
 */
package dev.sekisho.imap.view;
