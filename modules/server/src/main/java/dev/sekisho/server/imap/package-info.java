// SPDX-License-Identifier: Apache-2.0
/**
 * IMAP: James' own protocol engine behind this server's transport, for listeners of implicit TLS only.
 *
 * <p>Here belong the pipeline and the guards before the engine: bounds on literals, lines and logins.
 */
package dev.sekisho.server.imap;
