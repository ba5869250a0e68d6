// SPDX-License-Identifier: Apache-2.0
/**
 * {@code sekisho check}: all that can be told about a start without starting.
 *
 * <p>Here belongs the looking at certificates, files and ports that a configuration names. Here does not belong what makes a configuration
 * right, which is the configuration's own matter, nor anything that changes something.
 */
package dev.sekisho.cli.check;
