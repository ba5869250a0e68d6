// SPDX-License-Identifier: Apache-2.0
/**
 * What a port demands, and what is decided for a command.
 *
 * <p>Here belong values ({@link dev.sekisho.policy.PortPolicy}, session states, reasons, replies, pins) and the pure functions that
 * decide on them. Here do not belong I/O, clocks, loggers, James, Netty or anything that reads a configuration.
 */
package dev.sekisho.policy;
