// SPDX-License-Identifier: Apache-2.0
/**
 * Files with certificates and keys: PEM, DER, PKCS#12 and JKS, read, checked and written.
 *
 * <p>Here belongs what can be said of one file, one key or one chain by itself, and the problem that is reported of it. Here does not belong
 * which files make an identity, which is {@code identity}'s.
 */
package dev.sekisho.tls.material;
