// SPDX-License-Identifier: Apache-2.0
/**
 * Work that blocks, off the event loops: a pool of threads, and one task at a time for a connection.
 *
 * <p>Not here: the tasks themselves, which belong to the protocols.
 */
package dev.sekisho.server.transport.worker;
