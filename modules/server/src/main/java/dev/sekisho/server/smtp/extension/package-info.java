// SPDX-License-Identifier: Apache-2.0
/**
 * Commands that an operator adds to SMTP: what such a command implements, and the set of them.
 *
 * <p>Nothing of the server's own belongs here.
 */
package dev.sekisho.server.smtp.extension;
