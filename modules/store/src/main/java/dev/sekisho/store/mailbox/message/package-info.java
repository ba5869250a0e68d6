// SPDX-License-Identifier: Apache-2.0
/**
 * A message of the store as James reads it: its properties, and its body as far as somebody reads it.
 *
 * <p>Nothing here changes a row.
 */
@NullMarked
package dev.sekisho.store.mailbox.message;

import org.jspecify.annotations.NullMarked;
