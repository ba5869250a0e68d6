// SPDX-License-Identifier: Apache-2.0
/**
 * One mail transaction (RFC 5321 3.3): the arguments of MAIL, RCPT and BDAT, the envelope, the message as its octets come in, and
 * {@link dev.sekisho.server.smtp.transaction.MessageReceiver}, which gives the whole of it to James' queue.
 *
 * <p>What is said to the client before the end of a message does not belong here; that is the commands'.
 */
package dev.sekisho.server.smtp.transaction;
