// SPDX-License-Identifier: Apache-2.0
/**
 * What people and programs read: tables, JSON, durations, progress, faults, exit codes.
 *
 * <p>Here: only what does not depend on mail, the store or the configuration.
 */
package dev.sekisho.cli.terminal;
