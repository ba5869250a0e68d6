// SPDX-License-Identifier: Apache-2.0
/**
 * What is wrong with something, for the operator: the result of parsing a text, the cause of a file's error, text from outside made safe
 * for a terminal.
 *
 * <p>Not here: loggers, and anything about mail.
 */
package dev.sekisho.policy.diagnostics;
