// SPDX-License-Identifier: Apache-2.0
/**
 * Commands as values: each has a record with its arguments, and a method of the visitor.
 *
 * <p>How they are read belongs to {@code parse}; what they do, to the server.
 */
package dev.sekisho.imap.command;
