// SPDX-License-Identifier: Apache-2.0
/**
 * The TLS engine, the versions and cipher suites in use, and what is known of a finished handshake.
 *
 * <p>Here belongs what servers and clients have in common, and nothing of one side alone.
 */
package dev.sekisho.tls.engine;
