// SPDX-License-Identifier: Apache-2.0
/**
 * A message of the store as James reads it: its properties, and its body, of which only what is asked for is read.
 *
 * <p>Nothing here changes a row.
 */
package dev.sekisho.store.mailbox.message;
