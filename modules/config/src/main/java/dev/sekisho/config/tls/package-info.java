// SPDX-License-Identifier: Apache-2.0
/**
 * {@code tls.xml}: the engine and the identities that TLS clients are shown.
 *
 * <p>Values, schema and reader. Not here: keys and certificates themselves (module tls).
 */
package dev.sekisho.config.tls;
