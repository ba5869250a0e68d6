// SPDX-License-Identifier: Apache-2.0
/**
 * The comparison of two servers' IMAP: a mailbox that is the same on both, and rows, each a command or some that both carry out in turn.
 *
 * <p>Here does not belong what speaks to a server ({@code load}) or starts one ({@code servers}).
 */
package dev.sekisho.benchmarks.imap;
