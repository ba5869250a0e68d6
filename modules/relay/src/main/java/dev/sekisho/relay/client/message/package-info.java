// SPDX-License-Identifier: Apache-2.0
/**
 * The content of a message as it is sent: read in blocks, encoded for DATA.
 *
 * <p>When a block may be sent is decided by the connection, not here.
 */
package dev.sekisho.relay.client.message;
