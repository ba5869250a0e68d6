// SPDX-License-Identifier: Apache-2.0
/**
 * Words for the operator: text from outside made safe for a terminal, and the causes of a file's error.
 *
 * <p>Not here: loggers, and anything about mail.
 */
package dev.sekisho.policy.diagnostics;
