// SPDX-License-Identifier: Apache-2.0
/**
 * {@code sekisho check}: everything that can be checked without a start.
 *
 * <p>Here: checks of the certificates, files and ports that a configuration names. Not here: the rules of the configuration itself, and
 * anything that makes changes.
 */
package dev.sekisho.cli.check;
