// SPDX-License-Identifier: Apache-2.0
/**
 * Mailets that the shipped {@code mailetcontainer.xml} names in place of James' where those lose mail.
 *
 * <p>Only mailets and matchers belong here. Their failures are exceptions, so that the spooler tries again and at last keeps the message.
 */
package dev.sekisho.server.mailet;
