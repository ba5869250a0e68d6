// SPDX-License-Identifier: Apache-2.0
/**
 * An IMAP client that believes nothing: it keeps what a server has told it, and fails at the first response that cannot be true. Clients that others
 * wrote are in {@code peer}.
 */
package dev.sekisho.e2e.imap;
