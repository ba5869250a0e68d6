// SPDX-License-Identifier: Apache-2.0
/**
 * The server process as other processes see it: its pid file, its lock, its status file.
 *
 * <p>Here: reading them. Not here: starting and stopping, which are commands in {@code server}.
 */
package dev.sekisho.cli.process;
