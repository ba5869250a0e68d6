// SPDX-License-Identifier: Apache-2.0
/**
 * Stapled OCSP answers (RFC 6960): fetching them, checking them, and giving them to the server.
 *
 * <p>Here belongs the whole life of an answer. Whether a certificate demands one is read in {@code material}.
 */
package dev.sekisho.tls.ocsp;
