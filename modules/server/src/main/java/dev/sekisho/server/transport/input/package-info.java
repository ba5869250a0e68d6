// SPDX-License-Identifier: Apache-2.0
/**
 * Octets from the client, cut into lines and blocks in bounded memory.
 *
 * <p>What a line means does not belong here.
 */
package dev.sekisho.server.transport.input;
