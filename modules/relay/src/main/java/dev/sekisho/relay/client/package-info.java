// SPDX-License-Identifier: Apache-2.0
/**
 * Speaks SMTP to one server: connects, demands TLS, logs in, hands over messages.
 *
 * <p>A session runs on its connection's event loop and never blocks. What the server sends is bounded. What went wrong is a value
 * ({@link dev.sekisho.relay.client.reply.DeliveryFailure}, {@link dev.sekisho.relay.client.RecipientResult}). Which server, and when again, is decided elsewhere.
 */
package dev.sekisho.relay.client;
