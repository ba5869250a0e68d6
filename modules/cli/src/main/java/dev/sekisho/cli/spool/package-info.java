// SPDX-License-Identifier: Apache-2.0
/**
 * {@code sekisho spool}: the mail in James' queues, which was accepted and is not delivered yet.
 *
 * <p>What has been handed on to be sent elsewhere belongs to {@code queue}; what was put aside, to {@code repository}.
 */
package dev.sekisho.cli.spool;
