// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.body.UnattachedBody;
import java.time.Instant;

/**
 * A message that APPEND brings.
 *
 * @param flags its flags
 * @param internalDate its INTERNALDATE
 * @param body its octets, taken in to their end ({@code BodyStore.upload}), or those of a message that the store has
 */
public record NewMailboxMessage(MessageFlags flags, Instant internalDate, UnattachedBody body) {}
