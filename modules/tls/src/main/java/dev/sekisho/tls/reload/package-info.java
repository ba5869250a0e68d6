// SPDX-License-Identifier: Apache-2.0
/**
 * Changed identity files, put into service while the server runs, and warnings of certificates that end.
 *
 * <p>Here belongs what looks at files again and again. Loading an identity is {@code identity}'s, serving it is {@code server}'s.
 */
package dev.sekisho.tls.reload;
