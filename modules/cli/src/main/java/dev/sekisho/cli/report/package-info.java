// SPDX-License-Identifier: Apache-2.0
/**
 * Reports on what servers have noted down in the store, whether or not one runs.
 *
 * <p>Not here: the log, which {@code dev.sekisho.cli.trace} reads.
 */
package dev.sekisho.cli.report;
