// SPDX-License-Identifier: Apache-2.0
/**
 * The process of the server, as other processes see it: its pid file, its lock, its status file.
 *
 * <p>Here belongs the looking. Starting and stopping are commands, and {@code server}'s.
 */
package dev.sekisho.cli.process;
