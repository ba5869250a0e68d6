// SPDX-License-Identifier: Apache-2.0
/**
 * The running server as seen from outside of its process: its pid file, its status file, starting it and stopping it.
 *
 * <p>Nothing of the server itself is known here; {@code bin/sekisho run} is it.
 */
package dev.sekisho.cli.server;
