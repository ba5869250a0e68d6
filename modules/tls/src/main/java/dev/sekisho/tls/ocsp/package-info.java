// SPDX-License-Identifier: Apache-2.0
/**
 * Stapled OCSP answers (RFC 6960): asking for them, judging them, and handing them to the server.
 *
 * <p>Here belongs the whole life of an answer. Whether a certificate demands one is read in {@code material}.
 */
package dev.sekisho.tls.ocsp;
