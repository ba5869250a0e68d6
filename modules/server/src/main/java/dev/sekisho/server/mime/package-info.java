// SPDX-License-Identifier: Apache-2.0
/**
 * Checks of a message while it is received: above all, how deeply its parts and messages are nested.
 *
 * <p>James' parsers use a buffer and a stack frame for each level, so a message that is nested too deeply is refused. Not here: the replies of
 * SMTP and IMAP.
 */
package dev.sekisho.server.mime;
