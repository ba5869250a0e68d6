// SPDX-License-Identifier: Apache-2.0
/**
 * Starting, stopping and status of the server, from outside its process.
 *
 * <p>Not here: the server itself, which is {@code bin/sekisho run}.
 */
package dev.sekisho.cli.server;
