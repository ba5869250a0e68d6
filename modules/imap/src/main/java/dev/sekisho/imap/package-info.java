// SPDX-License-Identifier: Apache-2.0
/**
 * The language of IMAP (RFC 9051, RFC 3501) as values, and the parts of a server that compute alone.
 *
 * <p>No input and output, no threads, no clock, no store: these belong to the server.
 */
package dev.sekisho.imap;
