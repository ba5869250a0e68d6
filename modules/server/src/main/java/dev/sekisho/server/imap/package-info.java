// SPDX-License-Identifier: Apache-2.0
/**
 * IMAP: James' own protocol engine behind this server's transport, for listeners of implicit TLS only.
 *
 * <p>Here belong sessions and the guards before the engine: {@link dev.sekisho.server.imap.CommandAssembler} makes whole commands of
 * octets and bounds lines and literals, {@link dev.sekisho.server.imap.CommandComplexity} bounds what is nested, and
 * {@link dev.sekisho.server.imap.EngineDispatcher} gives them to the engine, and what it must not see
 * is answered by {@link dev.sekisho.server.imap.EngineCommandGuard}. LOGIN and AUTHENTICATE are
 * {@link dev.sekisho.server.imap.ImapAuthentication}'s, which hands over a session that is logged in. What the engine says goes through
 * {@link dev.sekisho.server.imap.EngineResponder}. What commands mean does not belong here.
 */
package dev.sekisho.server.imap;
