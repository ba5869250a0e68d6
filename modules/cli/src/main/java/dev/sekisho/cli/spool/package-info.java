// SPDX-License-Identifier: Apache-2.0
/**
 * {@code sekisho spool}: accepted mail that is not delivered yet, in James' queues.
 *
 * <p>Not here: mail to other servers ({@code queue}), and mail in repositories ({@code repository}).
 */
package dev.sekisho.cli.spool;
