// SPDX-License-Identifier: Apache-2.0
/**
 * James' own elements and files: what is read of them, and where this server differs.
 *
 * <p>The rule: where a port is at least as strict as the file asks, a difference is a warning; where it would be less strict, or mail
 * would be lost, the start is refused. Not here: Sekisho's own elements.
 */
package dev.sekisho.config.james;
