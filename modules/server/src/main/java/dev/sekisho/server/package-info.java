// SPDX-License-Identifier: Apache-2.0
/**
 * The server put together and its life: reads the configuration, opens the store, makes James, opens the listeners, and ends all of it in
 * order.
 *
 * <p>Only composition belongs here. Protocols have packages of their own, which do not know each other.
 */
package dev.sekisho.server;
