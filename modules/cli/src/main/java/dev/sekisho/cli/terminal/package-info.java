// SPDX-License-Identifier: Apache-2.0
/**
 * What people and programs read of a command: tables, JSON, lengths of time, progress, faults, exit codes.
 *
 * <p>Here belongs what knows nothing of mail, of the store or of the configuration.
 */
package dev.sekisho.cli.terminal;
