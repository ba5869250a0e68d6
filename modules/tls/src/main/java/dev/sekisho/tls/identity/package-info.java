// SPDX-License-Identifier: Apache-2.0
/**
 * Identities: a private key with its certificate, read from its source, checked, made and written, and the choice between several.
 *
 * <p>Here belongs what is true before any connection. Here do not belong the reading of a file, which is {@code material}'s, nor contexts
 * of the TLS engine, which are {@code server}'s.
 */
package dev.sekisho.tls.identity;
