// SPDX-License-Identifier: Apache-2.0
/**
 * Where a listener gets its TLS engine from, and what was negotiated.
 *
 * <p>Keys and certificates belong to the module {@code tls}.
 */
package dev.sekisho.server.transport.tls;
