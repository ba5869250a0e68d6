// SPDX-License-Identifier: Apache-2.0
/**
 * From values to the octets of responses (RFC 9051 7).
 *
 * <p>What is to be answered belongs to the server; how octets reach the client, to its transport.
 */
package dev.sekisho.imap.response;
