// SPDX-License-Identifier: Apache-2.0
/**
 * Octets to the client: a bounded queue in memory, the rest in a file, written as fast as the client reads.
 *
 * <p>What is answered does not belong here.
 */
package dev.sekisho.server.transport.output;
